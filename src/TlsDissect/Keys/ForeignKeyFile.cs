using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>Recognizes key file formats that cannot be read, and names the command that converts them.</summary>
internal static class ForeignKeyFile
{
    /// <summary>The formats by their first bytes; {0} is the file.</summary>
    private static readonly (byte[] Magic, string Problem)[] ByMagic =
    [
        ([0xFE, 0xED, 0xFE, 0xED],
            "is a Java keystore (JKS); convert it with: keytool -importkeystore -srckeystore {0} -destkeystore {0}.p12 -deststoretype " +
                "PKCS12"),
        ([0xCE, 0xCE, 0xCE, 0xCE],
            "is a Java keystore (JCEKS); convert it with: keytool -importkeystore -srckeystore {0} -srcstoretype JCEKS -destkeystore " +
                "{0}.p12 -deststoretype PKCS12"),
        ([0x1E, 0xF1, 0xB5, 0xB0], "is a PVK file; convert it with: openssl rsa -inform PVK -in {0} -out {0}.pem"),
        ([0x07, 0x02, 0x00, 0x00, 0x00, 0xA4, 0x00, 0x00, .. "RSA2"u8],
            "is a private key BLOB of Windows; convert it with: openssl rsa -inform MSBLOB -in {0} -out {0}.pem"),
        ([.. "PuTTY-User-Key-File-"u8], "is a PuTTY key; convert it with: puttygen {0} -O private-openssh -o {0}.pem"),
        ([.. "-----BEGIN PKCS7-----"u8], Pkcs7),
    ];

    private const string Pkcs7 = "is a PKCS#7 file, which contains only certificates; provide the private key";

    /// <summary>OBJECT IDENTIFIER signedData (RFC 2315 §14), the first element of ContentInfo.</summary>
    private static ReadOnlySpan<byte> SignedData => [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];

    /// <summary>Says what the file is and what to do; <c>null</c> if it is not recognized.</summary>
    /// <param name="content">Its first bytes.</param>
    /// <param name="path">Its path.</param>
    public static string? Problem(ReadOnlySpan<byte> content, string path)
    {
        foreach ((byte[] magic, string problem) in ByMagic)
        {
            if (content.StartsWith(magic)) return problem.Replace("{0}", ShellWord.Quote(path), StringComparison.Ordinal);
        }

        return IsSignedData(content) ? Pkcs7 : null;
    }

    /// <summary>Whether the content is a SEQUENCE, with a length of any size, that begins with the identifier.</summary>
    private static bool IsSignedData(ReadOnlySpan<byte> content)
    {
        if (content is not [0x30, byte length, .. ReadOnlySpan<byte> rest]) return false;
        int lengthBytes = length < 0x80 ? 0 : length & 0x7F;
        return lengthBytes <= rest.Length && rest[lengthBytes..].StartsWith(SignedData);
    }
}
