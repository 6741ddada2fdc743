using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;

namespace TlsDissect.Keys;

/// <summary>Private keys in PEM (RFC 7468), wherever in the text they stand.</summary>
internal static class PemKeys
{
    public static bool IsPem(ReadOnlySpan<byte> content) =>
        content.IndexOf("-----BEGIN "u8) >= 0 || content.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || content.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]);

    /// <summary>Decodes a file's text, with or without a byte-order mark. The caller disposes it, which zeroes it.</summary>
    public static SecretText TextOf(byte[] content) => SecretText.Decode(content, Encoding.Latin1);

    public static RSA Load(ReadOnlySpan<char> text, string path, KeyPassword password)
    {
        string? other = null;
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            string label = rest[fields.Label].ToString();
            ReadOnlySpan<char> base64 = rest[fields.Base64Data];
            switch (label)
            {
                case "RSA PRIVATE KEY":
                    return Decode(base64, der => DerKeys.Pkcs1(der, path));
                case "PRIVATE KEY":
                    return Decode(base64, der => DerKeys.Pkcs8(der, path));
                case "ENCRYPTED PRIVATE KEY":
                    return Decode(base64, der => DerKeys.EncryptedPkcs8(der, path, password));
                default:
                    // Another key says more than the certificate beside it.
                    if (other is null or KeyFileProblems.OnlyCertificate) other = WhatInstead(label) ?? other;
                    break;
            }

            rest = rest[fields.Location.End..];
        }

        // The traditional encrypted form has headers inside, which RFC 7468 does not know. Its text is encrypted, so not zeroed.
        if (text.Contains("DEK-Info:", StringComparison.Ordinal)) return LoadTraditional(text.ToString(), path, password);
        if (WhatInsteadAnywhere(text) is string anywhere && other is null) other = anywhere;
        if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal) && (other is null || other == KeyFileProblems.OnlyCertificate)) other = KeyFileProblems.CutPem;
        throw new KeyFileException($"{path}: {other ?? "holds no private key"}");
    }

    /// <summary>Decodes a key from base64 and zeroes it after use.</summary>
    internal static T Decode<T>(ReadOnlySpan<char> base64, Func<byte[], T> use)
    {
        byte[] decoded = GC.AllocateUninitializedArray<byte>(base64.Length / 4 * 3 + 3, pinned: true);
        byte[] der = [];
        try
        {
            if (!Convert.TryFromBase64Chars(base64, decoded, out int length)) throw new FormatException();
            der = GC.AllocateUninitializedArray<byte>(length, pinned: true);
            decoded.AsSpan(0, length).CopyTo(der);
            return use(der);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(decoded);
            CryptographicOperations.ZeroMemory(der);
        }
    }

    /// <summary>What is said of a file that holds something else.</summary>
    private static string? WhatInstead(string label) => label switch
    {
        "EC PRIVATE KEY" => KeyFileProblems.EcKey,
        "DSA PRIVATE KEY" => KeyFileProblems.DsaKey,
        "PUBLIC KEY" or "RSA PUBLIC KEY" => KeyFileProblems.PublicKey,
        "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE" => KeyFileProblems.OnlyCertificate,
        "CERTIFICATE REQUEST" or "NEW CERTIFICATE REQUEST" => KeyFileProblems.CertificateRequest,
        "OPENSSH PRIVATE KEY" => "is an OpenSSH key; convert it with: ssh-keygen -p -m PEM -f FILE",
        _ => null,
    };

    private static string? WhatInsteadAnywhere(ReadOnlySpan<char> text) =>
        text.Contains("-----BEGIN OPENSSH PRIVATE KEY", StringComparison.Ordinal) ? WhatInstead("OPENSSH PRIVATE KEY") : null;

    private static RSA LoadTraditional(string text, string path, KeyPassword password)
    {
        int begin = text.IndexOf("-----BEGIN ", StringComparison.Ordinal);
        for (; begin >= 0; begin = text.IndexOf("-----BEGIN ", begin + 1, StringComparison.Ordinal))
        {
            if (text.AsSpan(begin).StartsWith("-----BEGIN RSA PRIVATE KEY")) break;
            if (text.AsSpan(begin).StartsWith("-----BEGIN EC PRIVATE KEY")) throw new KeyFileException($"{path}: {KeyFileProblems.EcKey}");
            if (text.AsSpan(begin).StartsWith("-----BEGIN DSA PRIVATE KEY")) throw new KeyFileException($"{path}: {KeyFileProblems.DsaKey}");
        }

        if (begin < 0) throw new KeyFileException($"{path}: holds no private key");
        try
        {
            using StringReader reader = new(text[begin..]);
            using PemReader pem = new(reader, new Finder(password.Required));
            return pem.ReadObject() is AsymmetricCipherKeyPair { Private: RsaPrivateCrtKeyParameters key }
                ? RSA.Create(DotNetUtilities.ToRSAParameters(key))
                : throw new KeyFileException($"{path}: holds no RSA private key");
        }
        catch (Exception e) when (KeyDamage.Throws(e))
        {
            throw password.Wrong(e);
        }
    }

    private sealed class Finder(string password) : IPasswordFinder
    {
        public char[] GetPassword() => password.ToCharArray();
    }
}
