//! Names (RFC 5280 sections 4.1.2.4 and 4.2.1.6).

use cpython_api::{Bound, ModuleImport, PyModule, PyResult, PyTuple};
use x509::{AttributeTypeAndValue, EdiPartyName, GeneralName, Name, RelativeDistinguishedName};

use crate::convert::{Ia5, ToObject, objects, record, tuple};
use crate::words::kind;

impl ToObject for Name<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let class = crate::Name::get(module)?;
        PyTuple::record(class, objects(module, self.rdns())).map(PyTuple::into_bound)
    }
}

impl ToObject for RelativeDistinguishedName<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        tuple(module, self.attributes())
    }
}

impl ToObject for AttributeTypeAndValue<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let oid = self.oid.to_object(module)?;
        let value = match self.string() {
            Some(text) => text.to_object(module)?,
            None => self.value.to_object(module)?,
        };
        record::<crate::NameAttribute, 2>(module, [oid, value])
    }
}

impl ToObject for GeneralName<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let kind = kind(module, self)?;
        let value = match self {
            GeneralName::OtherName { oid, value } => {
                let fields = [oid.to_object(module)?, value.to_object(module)?];
                record::<crate::OtherName, 2>(module, fields)?
            }
            GeneralName::Rfc822Name(text)
            | GeneralName::DnsName(text)
            | GeneralName::UniformResourceIdentifier(text) => Ia5(text).to_object(module)?,
            GeneralName::X400Address(address) => address.to_object(module)?,
            GeneralName::DirectoryName(name) => name.to_object(module)?,
            GeneralName::EdiPartyName(name) => name.to_object(module)?,
            GeneralName::IpAddress(address) => address.to_object(module)?,
            GeneralName::RegisteredId(oid) => oid.to_object(module)?,
        };
        record::<crate::GeneralName, 2>(module, [kind, value])
    }
}

impl ToObject for EdiPartyName<'_> {
    fn to_object<'py>(&self, module: PyModule<'py>) -> PyResult<Bound<'py>> {
        let name_assigner = self.name_assigner.to_object(module)?;
        let party_name = self.party_name.to_object(module)?;
        record::<crate::EDIPartyName, 2>(module, [name_assigner, party_name])
    }
}
