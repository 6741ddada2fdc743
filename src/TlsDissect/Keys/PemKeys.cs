using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;

namespace TlsDissect.Keys;

/// <summary>Reads private keys in PEM (RFC 7468), anywhere in a text.</summary>
internal static class PemKeys
{
    private const string Begin = "-----BEGIN ";

    public static bool IsPem(ReadOnlySpan<byte> content) =>
        content.IndexOf("-----BEGIN "u8) >= 0 || content.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) ||
            content.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]);

    /// <summary>Decodes a file's text, with or without a byte-order mark. Disposing the result zeroes the text.</summary>
    public static SecretText TextOf(byte[] content) => SecretText.Decode(content, Encoding.Latin1);

    /// <summary>Reads all RSA private keys of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="password">The file's password.</param>
    /// <param name="problem">Why the first unusable private key was skipped, as a message about the file. <c>null</c> if none was
    /// skipped.</param>
    /// <param name="skipped">Number of private keys that were skipped, because they are of another kind or cannot be read.</param>
    /// <exception cref="KeyFileException">The text contains no RSA private key that can be read.</exception>
    public static List<RSA> Load(ReadOnlySpan<char> text, string path, KeyPassword password, out string? problem, out int skipped)
    {
        List<RSA> keys = [];
        List<KeyFileException> problems = [];
        string? other = null;
        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            string label = rest[fields.Label].ToString();
            try
            {
                if (TryDecode(label, rest[fields.Base64Data], path, password) is RSA key) keys.Add(key);
                else if (label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
                    problems.Add(new KeyFileException($"{path}: {WhatInstead(label) ?? "contains no RSA private key"}"));
                // Another key says more than the certificate next to it.
                else if (other is null or KeyFileProblems.OnlyCertificate) other = WhatInstead(label) ?? other;
            }
            catch (KeyFileException e)
            {
                problems.Add(e);
            }

            rest = rest[fields.Location.End..];
        }

        // The traditional encrypted form has headers inside, which RFC 7468 does not allow. Its text is encrypted, so it is not zeroed.
        if (text.Contains("DEK-Info:", StringComparison.Ordinal)) LoadTraditional(text.ToString(), path, password, keys, problems);
        (problem, skipped) = (problems.FirstOrDefault()?.Message, problems.Count);
        if (keys.Count > 0) return keys;
        if (problems.Count > 0) throw problems[0];
        if (WhatInsteadAnywhere(text) is string anywhere && other is null) other = anywhere;
        if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal) && (other is null || other == KeyFileProblems.OnlyCertificate))
            other = KeyFileProblems.CutPem;
        throw new KeyFileException($"{path}: {other ?? "contains no private key"}");
    }

    /// <summary>Decodes the RSA key under a label; <c>null</c> if the label is another.</summary>
    private static RSA? TryDecode(string label, ReadOnlySpan<char> base64, string path, KeyPassword password) => label switch
    {
        "RSA PRIVATE KEY" => Decode(base64, der => DerKeys.Pkcs1(der, path)),
        "PRIVATE KEY" => Decode(base64, der => DerKeys.Pkcs8(der, path)),
        "ENCRYPTED PRIVATE KEY" => Decode(base64, der => DerKeys.EncryptedPkcs8(der, path, password)),
        _ => null,
    };

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

    /// <summary>The message about a file that contains something else.</summary>
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

    private static void LoadTraditional(string text, string path, KeyPassword password, List<RSA> keys, List<KeyFileException> problems)
    {
        int begin = text.IndexOf(Begin, StringComparison.Ordinal);
        for (int next; begin >= 0; begin = next)
        {
            next = text.IndexOf(Begin, begin + 1, StringComparison.Ordinal);
            string block = text[begin..(next < 0 ? text.Length : next)];
            if (!block.Contains("DEK-Info:", StringComparison.Ordinal)) continue;
            try
            {
                if (block.StartsWith("-----BEGIN EC PRIVATE KEY", StringComparison.Ordinal))
                    throw new KeyFileException($"{path}: {KeyFileProblems.EcKey}");
                if (block.StartsWith("-----BEGIN DSA PRIVATE KEY", StringComparison.Ordinal))
                    throw new KeyFileException($"{path}: {KeyFileProblems.DsaKey}");
                if (block.StartsWith("-----BEGIN RSA PRIVATE KEY", StringComparison.Ordinal))
                    keys.Add(DecodeTraditional(block, path, password));
            }
            catch (KeyFileException e)
            {
                problems.Add(e);
            }
        }
    }

    private static RSA DecodeTraditional(string block, string path, KeyPassword password)
    {
        try
        {
            using StringReader reader = new(block);
            using PemReader pem = new(reader, new Finder(password.Required));
            return pem.ReadObject() is AsymmetricCipherKeyPair { Private: RsaPrivateCrtKeyParameters key }
                ? RSA.Create(DotNetUtilities.ToRSAParameters(key))
                : throw new KeyFileException($"{path}: contains no RSA private key");
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
