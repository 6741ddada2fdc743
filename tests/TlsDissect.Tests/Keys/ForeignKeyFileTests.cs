using System.Text;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

public sealed class ForeignKeyFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():N}.key");

    public void Dispose() => File.Delete(_path);

    public static TheoryData<byte[], string> Files => new()
    {
        { [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2],
            "is a Java keystore (JKS); convert it with: keytool -importkeystore -srckeystore FILE -destkeystore FILE.p12 -deststoretype " +
                "PKCS12" },
        { [0xCE, 0xCE, 0xCE, 0xCE, 0, 0, 0, 2],
            "is a Java keystore (JCEKS); convert it with: keytool -importkeystore -srckeystore FILE -srcstoretype JCEKS -destkeystore " +
                "FILE.p12 -deststoretype PKCS12" },
        { [0x1E, 0xF1, 0xB5, 0xB0, 0, 0, 0, 0], "is a PVK file; convert it with: openssl rsa -inform PVK -in FILE -out FILE.pem" },
        { [7, 2, 0, 0, 0, 0xA4, 0, 0, .. "RSA2"u8, 0, 8, 0, 0],
            "is a private key BLOB of Windows; convert it with: openssl rsa -inform MSBLOB -in FILE -out FILE.pem" },
        { Encoding.ASCII.GetBytes("PuTTY-User-Key-File-3: ssh-rsa\r\n"),
            "is a PuTTY key; convert it with: puttygen FILE -O private-openssh -o FILE.pem" },
        { Encoding.ASCII.GetBytes("-----BEGIN PKCS7-----\nMIIB\n"),
            "is a PKCS#7 file, which contains only certificates; provide the private key" },
        { [0x30, 0x82, 3, 4, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2, 0xA0],
            "is a PKCS#7 file, which contains only certificates; provide the private key" },
        { [0x30, 0x20, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2, 0xA0],
            "is a PKCS#7 file, which contains only certificates; provide the private key" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_format_that_is_not_read_is_named_with_the_command_that_converts_it(byte[] content, string problem)
    {
        File.WriteAllBytes(_path, content);
        string expected = $"{_path}: {problem.Replace("FILE", _path, StringComparison.Ordinal)}";

        Assert.Equal(expected, Assert.Throws<KeyFileException>(() => RsaKeyFile.Load(_path, null)).Message);
        Assert.Equal(expected, Assert.Throws<KeyFileException>(() => StaticDhKeyFile.Load(_path, null)).Message);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_prefix_throws(byte[] content, string problem)
    {
        for (int length = 0; length < content.Length; length++)
            Assert.Contains(ForeignKeyFile.Problem(content.AsSpan(0, length), "FILE"), (string?[])[null, problem]);
    }

    [Fact]
    public void A_name_is_quoted_for_the_shell() =>
        Assert.EndsWith(" -in 'my key.pvk' -out 'my key.pvk'.pem", ForeignKeyFile.Problem([0x1E, 0xF1, 0xB5, 0xB0], "my key.pvk"),
            StringComparison.Ordinal);
}
