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
        string name = Path.GetFileName(path);
        KeyPassword asked = new(path, password);
        try
        {
            RSA rsa = PemKeys.IsPem(content) ? PemKeys.Load(PemKeys.TextOf(content), path, asked) : DerKeys.Load(content, path, asked);
            return new ServerKey(name, rsa);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }
}
