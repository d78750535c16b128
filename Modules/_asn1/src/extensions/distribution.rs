//! Where revocation lists are, and what they are about (RFC 5280 sections 4.2.1.13, 5.2.5 and 5.3.1).

use cpython_api::{Bound, IntoPyObject, PyModule, PyResult};
use der::Integer;
use x509::{DistributionPoint, DistributionPointName, IssuingDistributionPoint, ReasonFlags};

use crate::convert::{ToObject, record, tuple};

impl ToObject for DistributionPoint<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let [full_name, relative_name] = name(module, self.distribution_point.as_ref())?;
        let reasons = self.reasons.to_object(module)?;
        let crl_issuer = self.crl_issuer.to_object(module)?;
        let fields = [full_name, relative_name, reasons, crl_issuer];
        record::<crate::DistributionPoint, 4>(module, fields)
    }
}

impl ToObject for IssuingDistributionPoint<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let [full_name, relative_name] = name(module, self.distribution_point.as_ref())?;
        let fields = [
            full_name,
            relative_name,
            self.only_contains_user_certs.to_object(module)?,
            self.only_contains_ca_certs.to_object(module)?,
            self.only_some_reasons.to_object(module)?,
            self.indirect_crl.to_object(module)?,
            self.only_contains_attribute_certs.to_object(module)?,
        ];
        record::<crate::IssuingDistributionPoint, 7>(module, fields)
    }
}

/// The full name and the relative one, of which one at least is None.
fn name<'py>(
    module: PyModule<'py>,
    name: Option<&DistributionPointName<'_>>,
) -> PyResult<[Bound<'py>; 2]> {
    let none = || ().into_pyobject(module.py());
    Ok(match name {
        Some(DistributionPointName::FullName(names)) => [names.to_object(module)?, none()?],
        Some(DistributionPointName::NameRelativeToCrlIssuer(rdn)) => {
            [none()?, rdn.to_object(module)?]
        }
        None => [none()?, none()?],
    })
}

impl ToObject for ReasonFlags<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        tuple(module, self.names())
    }
}

/// A CRLReason: its name, or the number if it has none.
pub struct Reason<'a>(pub Integer<'a>);

impl Reason<'_> {
    /// The names of the reasons, from 0 on. One is unused.
    const NAMES: [Option<&'static str>; 11] = [
        Some("unspecified"),
        Some("keyCompromise"),
        Some("cACompromise"),
        Some("affiliationChanged"),
        Some("superseded"),
        Some("cessationOfOperation"),
        Some("certificateHold"),
        None,
        Some("removeFromCRL"),
        Some("privilegeWithdrawn"),
        Some("aACompromise"),
    ];

    fn name(&self) -> Option<&'static str> {
        *Self::NAMES.get(usize::try_from(self.0.to_u64()?).ok()?)?
    }
}

impl ToObject for Reason<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        match self.name() {
            Some(name) => name.to_object(module),
            None => self.0.to_object(module),
        }
    }
}
