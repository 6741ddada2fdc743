using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;

namespace TlsDissect.Keys;

/// <summary>
/// Loads a server's static EC or DH private key: PEM (SEC 1 or PKCS#8, encrypted or not) or DER (PKCS#8, encrypted or not).
/// </summary>
internal static class StaticDhKeyFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">Returns the file's password if it needs one. <c>null</c>, also as result, means that there is none.</param>
    /// <exception cref="KeyFileException">
    /// The file cannot be read, the password is wrong, or it contains no EC or DH private key.
    /// </exception>
    public static StaticDhKey Load(string path, Func<string, string?>? password)
    {
        byte[] content = KeyFile.Read(path);
        KeyPassword asked = new(path, password);
        try
        {
            AsymmetricKeyParameter? key = PemKeys.IsPem(content) ? FromPem(content, path, asked) : FromDer(content, path, asked);
            if (key is not null && StaticDhKey.From(Path.GetFileName(path), key) is StaticDhKey found) return found;
            bool isRsa = key is RsaKeyParameters || content.AsSpan().IndexOf("-----BEGIN RSA PRIVATE KEY"u8) >= 0;
            throw new KeyFileException(
                $"{path}: {(isRsa ? "is an RSA key, not an EC or DH key" : "contains no EC or DH private key")}")
            { IsRsaKey = isRsa };
        }
        catch (Exception e) when (e is InvalidCipherTextException or PemException or Org.BouncyCastle.OpenSsl.PasswordException)
        {
            throw asked.Wrong(e);
        }
        catch (Exception e) when (KeyDamage.Throws(e))
        {
            throw new KeyFileException($"{path}: contains a damaged private key", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>Reads the first private key. EC parameters may come before it.</summary>
    private static AsymmetricKeyParameter? FromPem(byte[] content, string path, KeyPassword password)
    {
        using SecretText text = PemKeys.TextOf(content);
        ReadOnlySpan<char> rest = text.Span;
        for (; PemEncoding.TryFind(rest, out PemFields fields); rest = rest[fields.Location.End..])
        {
            ReadOnlySpan<char> base64 = rest[fields.Base64Data];
            switch (rest[fields.Label])
            {
                case "EC PRIVATE KEY":
                    return PemKeys.Decode(base64, FromSec1);
                case "PRIVATE KEY":
                    return PemKeys.Decode(base64, PrivateKeyFactory.CreateKey);
                case "ENCRYPTED PRIVATE KEY":
                    return PemKeys.Decode(base64, der => Decrypt(der, path, password));
            }
        }

        // The traditional encrypted form has headers inside, which RFC 7468 does not allow. Its text is encrypted, so it is not zeroed.
        return text.Span.Contains("DEK-Info:", StringComparison.Ordinal) ? FromTraditionalPem(text.Span.ToString(), password) : null;
    }

    /// <summary>Reads ECPrivateKey (RFC 5915 §3), which names its own curve.</summary>
    private static AsymmetricKeyParameter FromSec1(byte[] der)
    {
        ECPrivateKeyStructure key = ECPrivateKeyStructure.GetInstance(der);
        return PrivateKeyFactory.CreateKey(
            new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.IdECPublicKey, key.Parameters), key));
    }

    private static AsymmetricKeyParameter? FromTraditionalPem(string text, KeyPassword password)
    {
        using StringReader reader = new(text);
        using PemReader pem = new(reader, new Finder(password));
        while (pem.ReadObject() is object found)
        {
            if (found is AsymmetricCipherKeyPair pair) return pair.Private;
        }

        return null;
    }

    private static AsymmetricKeyParameter? FromDer(byte[] content, string path, KeyPassword password)
    {
        Org.BouncyCastle.Asn1.Asn1Sequence outer = Org.BouncyCastle.Asn1.Asn1Sequence.GetInstance(content);
        if (outer.Count == 0 || outer[0] is not Org.BouncyCastle.Asn1.Asn1Sequence) return PrivateKeyFactory.CreateKey(content);
        return Decrypt(content, path, password);
    }

    private static AsymmetricKeyParameter Decrypt(byte[] der, string path, KeyPassword password)
    {
        KeyDerivationBounds.CheckPkcs8(der, path);
        return PrivateKeyFactory.DecryptKey(password.Required.ToCharArray(), der);
    }

    private sealed class Finder(KeyPassword password) : IPasswordFinder
    {
        public char[] GetPassword() => password.Required.ToCharArray();
    }
}
