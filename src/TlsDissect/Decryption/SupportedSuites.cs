using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>Which suites' records can be opened; the key exchange does not matter, as a key log opens any.</summary>
public static class SupportedSuites
{
    /// <summary>Whether there is a version in which records of the suite are opened.</summary>
    public static bool Decrypts(this CipherSuite suite) =>
        RecordDecryptorFactory.IsSupported(new RecordProtection(suite.IsTls13 ? ProtocolVersion.Tls13 : ProtocolVersion.Tls12, suite));
}
