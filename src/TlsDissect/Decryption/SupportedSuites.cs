using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>Tells which suites can be decrypted. The key exchange does not matter, because a key log replaces it.</summary>
internal static class SupportedSuites
{
    /// <summary>Whether there is a version in which records of the suite can be decrypted.</summary>
    public static bool Decrypts(this CipherSuite suite) =>
        RecordDecryptorFactory.IsSupported(new RecordProtection(suite.IsTls13 ? ProtocolVersion.Tls13 : ProtocolVersion.Tls12, suite));
}
