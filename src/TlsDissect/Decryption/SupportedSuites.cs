using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>Says which suites can be decrypted. The key exchange does not matter, because a key log replaces it.</summary>
internal static class SupportedSuites
{
    /// <summary>Whether records of the suite can be decrypted in some version.</summary>
    public static bool Decrypts(this CipherSuite suite) =>
        RecordDecryptorFactory.IsSupported(new RecordProtection(suite.IsTls13 ? ProtocolVersion.Tls13 : ProtocolVersion.Tls12, suite));
}
