//! Responses (RFC 6960 section 4.2).

use cpython_api::slots::Repr;
use cpython_api::{
    Borrowed, Bound, IfGiven, IntoPyObject, PyModule, PyRef, PyResult, PyString, covariant,
    pyclass, pyfunction, pymethod,
};
use x509::{
    BasicOcspResponse, CertStatus, OcspResponse, ResponderId, ResponseData, SingleResponse,
};

use super::Certificates;
use crate::convert::{Bits, OrEmpty, ToObject, record};
use crate::extensions::find;
use crate::loading::{self, Labels};
use crate::structure::structure;
use crate::words::{Reason, cert_status};

const LABELS: Labels = &["OCSP RESPONSE"];

pyclass! {
    /// An OCSP response (RFC 6960, 4.2), made by load_ocsp_response().
    ///
    /// What a response does not have is None, or an empty tuple.  Responses are
    /// equal if their encodings are.
    class OCSPResponse = "asn1lib.OCSPResponse";
    getters: [
        encoded, encoded_tbs, encoded_extensions, status, response_type, response, version, responder_id, produced_at,
        responses, signature_algorithm, signature, certificates, extensions,
    ],
    methods: [extension, __reduce__, __copy__, __deepcopy__],
    slots: [Repr, Hash, Eq],
}

covariant! { Parsed = x509::OcspResponse }

structure! {
    /// A response.
    OCSPResponse of Parsed, loaded by LoadOCSPResponse, as (message, _rules) {
        /// The response as DER.
        encoded: message.encoded;
        /// The encoding of tbsResponseData, which is what is signed.
        encoded_tbs: data(message).map(|data| data.encoded);
        /// The encoding of the list of extensions, or None.
        encoded_extensions: data(message).and_then(|data| data.response_extensions.encoded());
        /// The status: 'successful', 'tryLater' and so on.
        status: message.response_status;
        /// The OID of what response is, which is mostly 1.3.6.1.5.5.7.48.1.1, basic.
        response_type: message.response_bytes.as_ref().map(|bytes| bytes.response_type);
        /// The bytes of the response proper.
        response: message.response_bytes.as_ref().map(|bytes| bytes.response);
        /// 1.
        version: data(message).map(|data| data.version);
        /// The ResponderID of who signed.
        responder_id: data(message).map(|data| &data.responder_id);
        /// A datetime in UTC: when the response was signed.
        produced_at: data(message).map(|data| data.produced_at);
        /// The tuple of each SingleResponse.  What is wrong in an extension of one is said when this is read.
        responses: OrEmpty(data(message).map(|data| &data.responses));
        /// The AlgorithmIdentifier of the signature.
        signature_algorithm: basic(message).map(|basic| basic.signature_algorithm);
        /// The bytes of the signature.
        signature: basic(message).map(|basic| Bits(basic.signature));
        /// The tuple of each Certificate that comes with the signature.
        certificates: Certificates { list: basic(message).and_then(|basic| basic.certs.as_ref()), rules: _rules };
        /// The tuple of each Extension.  What is wrong in one of them is said when this is read.
        extensions: OrEmpty(data(message).map(|data| &data.response_extensions));
    }
}

/// The answer of the type that everybody uses.
fn basic<'o, 'a>(message: &'o OcspResponse<'a>) -> Option<&'o BasicOcspResponse<'a>> {
    message.response_bytes.as_ref()?.basic.as_ref()
}

/// What it says.
fn data<'o, 'a>(message: &'o OcspResponse<'a>) -> Option<&'o ResponseData<'a>> {
    basic(message).map(|basic| &basic.tbs_response_data)
}

impl ToObject for ResponderId<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let none = ().into_pyobject(module.py())?;
        let fields = match self {
            ResponderId::ByName(name) => [name.to_object(module)?, none],
            ResponderId::ByKey(hash) => [none, hash.to_object(module)?],
        };
        record::<crate::ResponderID, 2>(module, fields)
    }
}

impl ToObject for SingleResponse<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let revoked = match &self.cert_status {
            CertStatus::Revoked(revoked) => Some(revoked),
            CertStatus::Good | CertStatus::Unknown => None,
        };
        let reason = revoked.and_then(|revoked| revoked.revocation_reason);
        let fields = [
            self.cert_id.to_object(module)?,
            cert_status(module, &self.cert_status)?,
            revoked
                .map(|revoked| revoked.revocation_time)
                .to_object(module)?,
            reason.map(Reason).to_object(module)?,
            self.this_update.to_object(module)?,
            self.next_update.to_object(module)?,
            self.single_extensions.to_object(module)?,
        ];
        record::<crate::SingleResponse, 7>(module, fields)
    }
}

pymethod! {
    /// Return the first Extension with this OID, or the default.
    #[signature = "oid, default=None, /"]
    fn extension<'py>(
        this: PyRef<'py, OCSPResponse>,
        oid: Borrowed<'py>,
        default: IfGiven<Borrowed<'py>>,
    ) -> PyResult<Bound<'py>> {
        match data(this.get().parsed.get()) {
            Some(data) => find(this.module(), &data.response_extensions, oid, default),
            None => default.0.into_pyobject(this.py()),
        }
    }
}

impl Repr for OCSPResponse {
    fn repr<'py>(this: PyRef<'py, Self>) -> PyResult<PyString<'py>> {
        let status = status(this)?.into_str()?;
        PyString::new(this.py(), "<asn1lib.OCSPResponse ")?
            .then_string(this.py(), &status)?
            .then(this.py(), ">")
    }
}

pyfunction! {
    /// Return the OCSPResponse in DER or PEM.
    #[signature = "data, /, *, strict=True"]
    pub fn load_ocsp_response<'py>(
        module: PyModule<'py>,
        data: Borrowed<'py>,
        strict: bool,
    ) -> PyResult<Bound<'py>> {
        loading::load_one(module, data, strict, LABELS, load)
    }
}
