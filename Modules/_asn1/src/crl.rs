//! Certificate revocation lists (RFC 5280 section 5).

use cpython_api::slots::Repr;
use cpython_api::{
    Borrowed, Bound, IfGiven, PyInt, PyModule, PyRef, PyResult, PyString, covariant, pyclass,
    pyfunction, pymethod,
};
use x509::{RevokedCertificate, RevokedCertificates};

use crate::convert::{Bits, ToObject, record};
use crate::extensions::find;
use crate::loading::{self, Labels};
use crate::structure::{described, structure};

const LABELS: Labels = &["X509 CRL"];

pyclass! {
    /// A certificate revocation list (RFC 5280, 5), made by load_crl().
    ///
    /// Lists are equal if their encodings are.
    class CertificateRevocationList = "asn1lib.CertificateRevocationList";
    getters: [
        encoded, encoded_tbs, encoded_signature_algorithm, encoded_issuer, encoded_extensions, version,
        signature_algorithm, tbs_signature_algorithm, issuer, this_update, next_update, revoked_certificates,
        extensions, signature,
    ],
    methods: [extension, get_revoked, __reduce__, __copy__, __deepcopy__],
    slots: [Repr, Hash, Eq],
}

covariant! { Parsed = x509::CertificateRevocationList }

structure! {
    /// A certificate revocation list.
    CertificateRevocationList of Parsed, loaded by LoadCRL, as (list, _rules) {
        /// The list as DER.
        encoded: list.encoded;
        /// The encoding of tbsCertList, which is what is signed.
        encoded_tbs: list.tbs_cert_list.encoded;
        /// The encoding of signatureAlgorithm.
        encoded_signature_algorithm: list.signature_algorithm.encoded;
        /// The encoding of the issuer.
        encoded_issuer: list.tbs_cert_list.issuer.encoded();
        /// The encoding of the list of extensions, or None.
        encoded_extensions: list.tbs_cert_list.crl_extensions.encoded();
        /// 1 or 2.
        version: list.tbs_cert_list.version;
        /// The AlgorithmIdentifier of the signature.
        signature_algorithm: list.signature_algorithm;
        /// The same AlgorithmIdentifier, as it is signed.
        tbs_signature_algorithm: list.tbs_cert_list.signature;
        /// The Name of who signed.
        issuer: list.tbs_cert_list.issuer;
        /// A datetime in UTC: when the list was made.
        this_update: list.tbs_cert_list.this_update;
        /// A datetime in UTC, or None: when the next one will have been made.
        next_update: list.tbs_cert_list.next_update;
        /// The tuple of each RevokedCertificate.  What is wrong in an extension of one is said when this is read.
        revoked_certificates: list.tbs_cert_list.revoked_certificates;
        /// The tuple of each Extension.  What is wrong in one of them is said when this is read.
        extensions: list.tbs_cert_list.crl_extensions;
        /// The bytes of the signature.
        signature: Bits(list.signature_value);
    }
}

impl ToObject for RevokedCertificate<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let serial_number = self.user_certificate.to_object(module)?;
        let revocation_date = self.revocation_date.to_object(module)?;
        let extensions = self.crl_entry_extensions.to_object(module)?;
        let fields = [serial_number, revocation_date, extensions];
        record::<crate::RevokedCertificate, 3>(module, fields)
    }
}

/// More bytes than a serial number has (RFC 5280 section 4.1.2.2 allows 20).
const LONG: usize = 64;

pymethod! {
    /// Return the first RevokedCertificate with this serial number, or None.
    #[signature = "serial_number, /"]
    fn get_revoked<'py>(
        this: PyRef<'py, CertificateRevocationList>,
        serial_number: Borrowed<'py>,
    ) -> PyResult<Bound<'py>> {
        let revoked = &this.get().parsed.get().tbs_cert_list.revoked_certificates;
        let mut buffer = [0; LONG];
        let found = match PyInt::to_signed_be_bytes(serial_number, &mut buffer)? {
            Some(wanted) => {
                let len = revoked.encoded().map_or(0, <[u8]>::len);
                this.py().detach_for(len, || {
                    revoked
                        .iter()
                        .find(|entry| entry.user_certificate.bytes() == wanted)
                })
            }
            None => find_equal(this.module(), revoked, serial_number)?,
        };
        found.to_object(this.module())
    }
}

/// The entry whose serial number is equal to what is no int, or a very long one.
fn find_equal<'a>(
    module: PyModule<'_>,
    revoked: &RevokedCertificates<'a>,
    serial_number: Borrowed<'_>,
) -> PyResult<Option<RevokedCertificate<'a>>> {
    for entry in revoked {
        let candidate = entry.user_certificate.to_object(module)?;
        if candidate.as_borrowed().eq(serial_number)? {
            return Ok(Some(entry));
        }
    }
    Ok(None)
}

pymethod! {
    /// Return the first Extension with this OID, or the default.
    #[signature = "oid, default=None, /"]
    fn extension<'py>(
        this: PyRef<'py, CertificateRevocationList>,
        oid: Borrowed<'py>,
        default: IfGiven<Borrowed<'py>>,
    ) -> PyResult<Bound<'py>> {
        let extensions = &this.get().parsed.get().tbs_cert_list.crl_extensions;
        find(this.module(), extensions, oid, default)
    }
}

impl Repr for CertificateRevocationList {
    fn repr<'py>(this: PyRef<'py, Self>) -> PyResult<PyString<'py>> {
        described(this.module(), "CertificateRevocationList", issuer(this)?)
    }
}

pyfunction! {
    /// Return the CertificateRevocationList in DER or PEM; of several in PEM the first.
    #[signature = "data, /, *, strict=True"]
    pub fn load_crl<'py>(
        module: PyModule<'py>,
        data: Borrowed<'py>,
        strict: bool,
    ) -> PyResult<Bound<'py>> {
        loading::load_one(module, data, strict, LABELS, load)
    }
}

pyfunction! {
    /// Return a tuple of every CertificateRevocationList in PEM, or in DER one behind the other.
    #[signature = "data, /, *, strict=True"]
    pub fn load_crls<'py>(
        module: PyModule<'py>,
        data: Borrowed<'py>,
        strict: bool,
    ) -> PyResult<Bound<'py>> {
        loading::load_all(module, data, strict, LABELS, load)
    }
}
