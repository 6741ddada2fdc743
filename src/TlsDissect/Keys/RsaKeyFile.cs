using System.Security.Cryptography;

namespace TlsDissect.Keys;

/// <summary>Loads servers' RSA private keys from a file of any usual form. The content, not the name, decides on the form.</summary>
internal static class RsaKeyFile
{
    /// <summary>Loads the first key of a file: see <see cref="LoadAll"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">Returns the file's password if it needs one. <c>null</c>, also as result, means that there is none.</param>
    /// <exception cref="KeyFileException">The file cannot be read, the password is wrong, or it contains no RSA private key.</exception>
    public static ServerKey Load(string path, Func<string, string?>? password)
    {
        IReadOnlyList<ServerKey> keys = LoadAll(path, password).Keys;
        foreach (ServerKey other in keys.Skip(1)) other.Dispose();
        return keys[0];
    }

    /// <summary>
    /// Loads all keys of a file: PEM or DER; PKCS#1 or PKCS#8, encrypted or not; PKCS#12. A PEM file may also contain certificates and
    /// text.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="password">Returns the file's password, called at most once. <c>null</c>, also as result, means that there is
    /// none.</param>
    /// <exception cref="KeyFileException">The file cannot be read, the password is wrong, or it contains no RSA private key.</exception>
    public static RsaKeys LoadAll(string path, Func<string, string?>? password)
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

    /// <summary>Loads all keys from a file's content.</summary>
    internal static RsaKeys Parse(byte[] content, string path, Func<string, string?>? password)
    {
        KeyPassword asked = new(path, password);
        if (!PemKeys.IsPem(content)) return new RsaKeys(Named(DerKeys.Load(content, path, asked), path), 0, null);
        using SecretText text = PemKeys.TextOf(content);
        List<RSA> keys = PemKeys.Load(text.Span, path, asked, out string? problem, out int skipped);
        return new RsaKeys(Named(keys, path), skipped, problem);
    }

    private static ServerKey[] Named(List<RSA> keys, string path) => [.. keys.Select(key => new ServerKey(Path.GetFileName(path), key))];
}

/// <summary>The RSA private keys of a file.</summary>
/// <param name="Keys">In file order; at least one.</param>
/// <param name="Skipped">Number of other private keys, which cannot be used.</param>
/// <param name="Problem">Why the first of those cannot be used, as a message about the file; <c>null</c> if there is none.</param>
internal sealed record RsaKeys(IReadOnlyList<ServerKey> Keys, int Skipped, string? Problem);
