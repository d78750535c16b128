//! Certificates (RFC 5280 section 4.1).

use cpython_api::slots::Repr;
use cpython_api::{
    Borrowed, Bound, IfGiven, IntoPyObject, ModuleImport, PyModule, PyRef, PyResult, PyString,
    covariant, pyclass, pyfunction, pymethod,
};
use x509::oid;

use crate::CertificateDict;
use crate::convert::Bits;
use crate::extensions::{find, value_of_only};
use crate::loading::{self, Labels};
use crate::structure::{described, structure};

const LABELS: Labels = &["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"];

pyclass! {
    /// A certificate (RFC 5280, 4.1), made by load_certificate().
    ///
    /// Certificates are equal if their encodings are.
    class Certificate = "asn1lib.Certificate";
    getters: [
        encoded, encoded_tbs, encoded_signature_algorithm, encoded_issuer, encoded_validity, encoded_subject,
        encoded_public_key_info, encoded_extensions, version, serial_number, signature_algorithm,
        tbs_signature_algorithm, issuer, not_before, not_after, subject, public_key_info, issuer_unique_id,
        subject_unique_id, extensions, signature,
    ],
    methods: [extension, as_dict, __reduce__, __copy__, __deepcopy__],
    slots: [Repr, Hash, Eq],
}

covariant! { Parsed = x509::Certificate }

structure! {
    /// A certificate.
    Certificate of Parsed, loaded by LoadCertificate, as (certificate, _rules) {
        /// The certificate as DER.
        encoded: certificate.encoded;
        /// The encoding of tbsCertificate, which is what is signed.
        encoded_tbs: certificate.tbs_certificate.encoded;
        /// The encoding of signatureAlgorithm.
        encoded_signature_algorithm: certificate.signature_algorithm.encoded;
        /// The encoding of the issuer.
        encoded_issuer: certificate.tbs_certificate.issuer.encoded();
        /// The encoding of not_before and not_after.
        encoded_validity: certificate.tbs_certificate.validity.encoded;
        /// The encoding of the subject.
        encoded_subject: certificate.tbs_certificate.subject.encoded();
        /// The encoding of the public key and its algorithm.
        encoded_public_key_info: certificate.tbs_certificate.subject_public_key_info.encoded;
        /// The encoding of the list of extensions, or None.
        encoded_extensions: certificate.tbs_certificate.extensions.encoded();
        /// 1, 2 or 3.
        version: certificate.tbs_certificate.version;
        /// An int.
        serial_number: certificate.tbs_certificate.serial_number;
        /// The AlgorithmIdentifier of the signature.
        signature_algorithm: certificate.signature_algorithm;
        /// The same AlgorithmIdentifier, as it is signed.
        tbs_signature_algorithm: certificate.tbs_certificate.signature;
        /// The Name of who signed.
        issuer: certificate.tbs_certificate.issuer;
        /// A datetime in UTC: from when.
        not_before: certificate.tbs_certificate.validity.not_before;
        /// A datetime in UTC: to when, this moment included.
        not_after: certificate.tbs_certificate.validity.not_after;
        /// The Name of whose key it is.
        subject: certificate.tbs_certificate.subject;
        /// The PublicKeyInfo.
        public_key_info: certificate.tbs_certificate.subject_public_key_info;
        /// A BitString or None.
        issuer_unique_id: certificate.tbs_certificate.issuer_unique_id;
        /// A BitString or None.
        subject_unique_id: certificate.tbs_certificate.subject_unique_id;
        /// The tuple of each Extension.  What is wrong in one of them is said when this is read.
        extensions: certificate.tbs_certificate.extensions;
        /// The bytes of the signature.
        signature: Bits(certificate.signature_value);
    }
}

pymethod! {
    /// Return the first Extension with this OID, or the default.
    #[signature = "oid, default=None, /"]
    fn extension<'py>(
        this: PyRef<'py, Certificate>,
        oid: Borrowed<'py>,
        default: IfGiven<Borrowed<'py>>,
    ) -> PyResult<Bound<'py>> {
        let extensions = &this.get().parsed.get().tbs_certificate.extensions;
        find(this.module(), extensions, oid, default)
    }
}

pymethod! {
    /// Return what SSLSocket.getpeercert() returns for this certificate.
    #[signature = ""]
    fn as_dict<'py>(this: PyRef<'py, Certificate>) -> PyResult<Bound<'py>> {
        let module = this.module();
        let tbs_certificate = &this.get().parsed.get().tbs_certificate;
        let validity = &tbs_certificate.validity;
        let time_texts = (
            PyString::from_latin1(this.py(), validity.not_before.content)?,
            PyString::from_latin1(this.py(), validity.not_after.content)?,
        );
        let time_texts = time_texts.into_pyobject(this.py())?;
        let value = |oid| value_of_only(module, &tbs_certificate.extensions, oid);
        let alternative_names = value(oid::SUBJECT_ALT_NAME)?;
        let access = value(oid::AUTHORITY_INFO_ACCESS)?;
        let points = value(oid::CRL_DISTRIBUTION_POINTS)?;
        CertificateDict::get(module)?.call(&[
            this.as_borrowed(),
            time_texts.as_borrowed(),
            alternative_names.as_borrowed(),
            access.as_borrowed(),
            points.as_borrowed(),
        ])
    }
}

impl Repr for Certificate {
    fn repr<'py>(this: PyRef<'py, Self>) -> PyResult<PyString<'py>> {
        described(this.module(), "Certificate", subject(this)?)
    }
}

pyfunction! {
    /// Return the Certificate in DER or PEM; of several in PEM the first.
    #[signature = "data, /, *, strict=True"]
    pub fn load_certificate<'py>(
        module: PyModule<'py>,
        data: Borrowed<'py>,
        strict: bool,
    ) -> PyResult<Bound<'py>> {
        loading::load_one(module, data, strict, LABELS, load)
    }
}

pyfunction! {
    /// Return a tuple of every Certificate in PEM, or in DER one behind the other.
    #[signature = "data, /, *, strict=True"]
    pub fn load_certificates<'py>(
        module: PyModule<'py>,
        data: Borrowed<'py>,
        strict: bool,
    ) -> PyResult<Bound<'py>> {
        loading::load_all(module, data, strict, LABELS, load)
    }
}
