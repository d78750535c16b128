//! Where revocation lists are, and what they are about (RFC 5280 sections 4.2.1.13 and 5.2.5).

use cpython_api::{Bound, IntoPyObject, PyModule, PyResult};
use x509::{DistributionPoint, DistributionPointName, IssuingDistributionPoint};

use crate::convert::{ToObject, record};

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
