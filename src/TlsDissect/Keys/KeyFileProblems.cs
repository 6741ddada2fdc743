namespace TlsDissect.Keys;

/// <summary>Messages for files that contain something other than an RSA private key.</summary>
internal static class KeyFileProblems
{
    public const string EcKey = "is an EC key, which cannot decrypt an RSA key exchange; for ECDHE, provide a key log";
    public const string EdwardsKey = "is an Ed25519 or Ed448 key, which can only sign; for ECDHE, provide a key log";
    public const string DsaKey = "is a DSA key, which can only sign";
    public const string PublicKey = "is a public key; provide the private key";
    public const string OnlyCertificate = "contains only a certificate; provide the private key";
    public const string CertificateRequest = "is a certificate request, not a private key";
    public const string CutPem = "contains a PEM private key that is truncated or damaged";
    public const string Damaged = "contains a damaged encrypted private key";
    public const string NoKey = "is not a key file (PEM, DER or PKCS#12)";
}
