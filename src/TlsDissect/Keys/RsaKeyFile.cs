using System.Security.Cryptography;

namespace TlsDissect.Keys;

/// <summary>Loads a server's RSA private key from a file of any usual form: what it is, its content says, not its name.</summary>
public static class RsaKeyFile
{
    /// <summary>
    /// Reads PEM or DER; PKCS#1 or PKCS#8, encrypted or not; PKCS#12. A PEM file may hold certificates and text too.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="password">Asked for a file's password if it needs one; <c>null</c> as delegate or answer: there is none.</param>
    /// <exception cref="KeyFileException">The file cannot be read, the password is wrong, or it holds no RSA private key.</exception>
    public static ServerKey Load(string path, Func<string, string?>? password)
    {
        byte[] content = KeyFile.Read(path);
        try
        {
            return Parse(content, path, password);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>The same of a file's content.</summary>
    internal static ServerKey Parse(byte[] content, string path, Func<string, string?>? password)
    {
        KeyPassword asked = new(path, password);
        if (!PemKeys.IsPem(content)) return new ServerKey(Path.GetFileName(path), DerKeys.Load(content, path, asked));
        using SecretText text = PemKeys.TextOf(content);
        return new ServerKey(Path.GetFileName(path), PemKeys.Load(text.Span, path, asked));
    }
}
