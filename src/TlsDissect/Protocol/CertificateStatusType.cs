namespace TlsDissect.Protocol;

#pragma warning disable CS1591 // The members have the registry's names.

/// <summary>Type of a CertificateStatus (IANA registry). Unknown values are possible.</summary>
internal enum CertificateStatusType : byte
{
    Ocsp = 1,
    OcspMulti = 2,
}
