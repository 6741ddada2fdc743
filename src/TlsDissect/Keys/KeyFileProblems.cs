namespace TlsDissect.Keys;

/// <summary>Messages for files that contain something other than an RSA private key.</summary>
internal static class KeyFileProblems
{
    public const string EcKey = "is an EC key: an EC key cannot decrypt an RSA key exchange (a key log opens ECDHE)";
    public const string EdwardsKey = "is an Ed25519 or Ed448 key: it signs only and decrypts nothing (a key log opens ECDHE)";
    public const string DsaKey = "is a DSA key: it signs only and decrypts nothing";
    public const string PublicKey = "is a public key: decrypting needs the private key";
    public const string OnlyCertificate = "holds only a certificate: decrypting needs the private key";
    public const string CertificateRequest = "is a certificate request, not a private key";
    public const string CutPem = "holds a private key in PEM that is cut off or damaged";
    public const string Damaged = "holds an encrypted private key that is damaged";
    public const string NoKey = "is no key file (neither PEM, DER nor PKCS#12)";
}
