using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>Decrypts PKCS#8 whose key comes from scrypt (RFC 7914 §7), which .NET does not support.</summary>
internal static class ScryptPkcs8
{
    private const string Pbes2 = "1.2.840.113549.1.5.13";
    private const string Scrypt = "1.3.6.1.4.1.11591.4.11";

    public static bool IsScrypt(byte[] der)
    {
        try
        {
            AsnReader algorithm = new AsnReader(der, AsnEncodingRules.BER).ReadSequence().ReadSequence();
            return algorithm.ReadObjectIdentifier() == Pbes2 && algorithm.ReadSequence().ReadSequence().ReadObjectIdentifier() == Scrypt;
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return false;
        }
    }

    /// <summary>Decrypts to PrivateKeyInfo. The caller has checked <see cref="KeyDerivationBounds"/>.</summary>
    public static byte[] Decrypt(byte[] der, string password)
    {
        AsnReader info = new AsnReader(der, AsnEncodingRules.BER).ReadSequence();
        AsnReader algorithm = info.ReadSequence();
        algorithm.ReadObjectIdentifier();
        AsnReader parameters = algorithm.ReadSequence();
        AsnReader derivation = parameters.ReadSequence();
        derivation.ReadObjectIdentifier();
        AsnReader scrypt = derivation.ReadSequence();
        byte[] salt = scrypt.ReadOctetString();
        int cost = (int)scrypt.ReadInteger();
        int blockSize = (int)scrypt.ReadInteger();
        int parallel = (int)scrypt.ReadInteger();

        AsnReader encryption = parameters.ReadSequence();
        int keyLength = encryption.ReadObjectIdentifier() switch
        {
            "2.16.840.1.101.3.4.1.2" => 16,
            "2.16.840.1.101.3.4.1.22" => 24,
            "2.16.840.1.101.3.4.1.42" => 32,
            _ => throw new CryptographicException("scrypt is supported only with AES-CBC"),
        };
        using Aes aes = Aes.Create();
        aes.Key = SCrypt.Generate(Encoding.UTF8.GetBytes(password), salt, cost, blockSize, parallel, keyLength);
        byte[] iv = encryption.ReadOctetString();
        return aes.DecryptCbc(info.ReadOctetString(), iv);
    }
}
