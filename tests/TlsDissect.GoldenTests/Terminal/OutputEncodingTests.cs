using TlsDissect.Cli.Terminal;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Terminal;

/// <summary>Arrows and rules are ASCII where the output does not show UTF-8.</summary>
public class OutputEncodingTests
{
    private static readonly CaptureCase Rsa = CaptureCase.Of("rsa-aes128-gcm");

    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData("", "", "", true)]
    [InlineData(null, null, "C.UTF-8", true)]
    [InlineData(null, null, "en_US.utf8", true)]
    [InlineData(null, "UTF-8", null, true)]
    [InlineData(null, null, "de_DE", true)]
    [InlineData(null, null, "ru_RU.UTF-8@euro", true)]
    [InlineData("C", null, "C.UTF-8", false)]
    [InlineData(null, "POSIX", "C.UTF-8", false)]
    [InlineData("", "", "ru_RU.KOI8-R", false)]
    [InlineData("de_DE.ISO-8859-15@euro", "C.UTF-8", "C.UTF-8", false)]
    public void The_first_variable_that_is_set_counts(string? all, string? type, string? language, bool isUtf8) =>
        Assert.Equal(isUtf8, OutputEncoding.IsUtf8Locale(all, type, language));

    [Theory]
    [InlineData("read", "-d", "--explain")]
    [InlineData("follow")]
    public void Another_locale_has_signs_of_ASCII_alone(string command, params string[] options)
    {
        string[] arguments =
            [command, "-q", .. options, .. command == "follow" ? ["capture.pcap", "1", "--key", "server.key"] : Rsa.Arguments];
        string plain = Spawned.RunWith(Rsa.Folder, [("LC_ALL", "C")], arguments).Text;
        string signs = Spawned.RunWith(Rsa.Folder, [("LC_ALL", "C.UTF-8")], arguments).Text;

        Assert.DoesNotContain(plain, character => character > '\x7f');
        Assert.Contains("client -->", plain, StringComparison.Ordinal);
        Assert.Contains("client ──→", signs, StringComparison.Ordinal);
        Assert.Equal(plain, signs.Replace("──→", "-->", StringComparison.Ordinal).Replace("←──", "<--", StringComparison.Ordinal)
            .Replace("→", "->", StringComparison.Ordinal).Replace("│", "|", StringComparison.Ordinal)
            .Replace("…", "...", StringComparison.Ordinal)
            .Replace(" · ", ", ", StringComparison.Ordinal).Replace("─", "-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_is_drawn_in_ASCII_too()
    {
        string[] arguments = ["suites", "ecdhe_rsa_with_aes", "--width", "250"];

        Assert.DoesNotContain(Spawned.RunWith(Rsa.Folder, [("LC_ALL", "C")], arguments).Text,
            character => character is >= '\u2500' and < '\u2580');
        Assert.Contains('│', Spawned.RunWith(Rsa.Folder, [("LC_ALL", "C.UTF-8")], arguments).Text);
    }

    [Fact]
    public void A_file_is_UTF_8_in_every_locale()
    {
        using TemporaryFolder folder = new();
        Spawned.RunWith(Rsa.Folder, [("LC_ALL", "C")], ["read", "-q", .. Rsa.Arguments, "-o", folder["out.txt"]]);

        Assert.Contains("client ──→", File.ReadAllText(folder["out.txt"]), StringComparison.Ordinal);
    }
}
