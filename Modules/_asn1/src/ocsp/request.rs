//! Requests (RFC 6960 section 4.1).

use cpython_api::slots::Repr;
use cpython_api::{
    Borrowed, Bound, IfGiven, PyModule, PyRef, PyResult, PyString, covariant, pyclass, pyfunction,
    pymethod,
};
use x509::Request;

use super::Certificates;
use crate::convert::{Bits, ToObject, record};
use crate::extensions::find;
use crate::loading::{self, Labels};
use crate::structure::structure;

const LABELS: Labels = &["OCSP REQUEST"];

pyclass! {
    /// An OCSP request (RFC 6960, 4.1), made by load_ocsp_request().
    ///
    /// Requests are equal if their encodings are.
    class OCSPRequest = "asn1lib.OCSPRequest";
    getters: [
        encoded, encoded_tbs, encoded_extensions, version, requestor_name, requests, signature_algorithm, signature,
        certificates, extensions,
    ],
    methods: [extension, __reduce__, __copy__, __deepcopy__],
    slots: [Repr, Hash, Eq],
}

covariant! { Parsed = x509::OcspRequest }

structure! {
    /// A request.
    OCSPRequest of Parsed, loaded by LoadOCSPRequest, as (request, _rules) {
        /// The request as DER.
        encoded: request.encoded;
        /// The encoding of tbsRequest, which is what may be signed.
        encoded_tbs: request.tbs_request.encoded;
        /// The encoding of the list of extensions, or None.
        encoded_extensions: request.tbs_request.request_extensions.encoded();
        /// 1.
        version: request.tbs_request.version;
        /// The GeneralName of who asks, or None.
        requestor_name: request.tbs_request.requestor_name;
        /// The tuple of each Request.  What is wrong in an extension of one is said when this is read.
        requests: request.tbs_request.request_list;
        /// The AlgorithmIdentifier of the signature, or None.
        signature_algorithm: request.optional_signature.as_ref().map(|signature| signature.signature_algorithm);
        /// The bytes of the signature, or None.
        signature: request.optional_signature.as_ref().map(|signature| Bits(signature.signature));
        /// The tuple of each Certificate that comes with the signature.
        certificates: Certificates {
            list: request.optional_signature.as_ref().and_then(|signature| signature.certs.as_ref()),
            rules: _rules,
        };
        /// The tuple of each Extension.  What is wrong in one of them is said when this is read.
        extensions: request.tbs_request.request_extensions;
    }
}

impl ToObject for Request<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let cert_id = self.req_cert.to_object(module)?;
        let extensions = self.single_request_extensions.to_object(module)?;
        record::<crate::Request, 2>(module, [cert_id, extensions])
    }
}

pymethod! {
    /// Return the first Extension with this OID, or the default.
    #[signature = "oid, default=None, /"]
    fn extension<'py>(
        this: PyRef<'py, OCSPRequest>,
        oid: Borrowed<'py>,
        default: IfGiven<Borrowed<'py>>,
    ) -> PyResult<Bound<'py>> {
        let extensions = &this.get().parsed.get().tbs_request.request_extensions;
        find(this.module(), extensions, oid, default)
    }
}

impl Repr for OCSPRequest {
    fn repr<'py>(this: PyRef<'py, Self>) -> PyResult<PyString<'py>> {
        let count = this
            .get()
            .parsed
            .get()
            .tbs_request
            .request_list
            .iter()
            .count();
        PyString::format(
            this.py(),
            format_args!("<asn1lib.OCSPRequest for {count} certificates>"),
        )
    }
}

pyfunction! {
    /// Return the OCSPRequest in DER or PEM.
    #[signature = "data, /, *, strict=True"]
    pub fn load_ocsp_request<'py>(
        module: PyModule<'py>,
        data: Borrowed<'py>,
        strict: bool,
    ) -> PyResult<Bound<'py>> {
        loading::load_one(module, data, strict, LABELS, load)
    }
}
