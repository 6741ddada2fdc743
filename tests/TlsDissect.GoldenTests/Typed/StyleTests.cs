using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Typed;

/// <summary><c>--color</c> and <c>--width</c>, for any destination.</summary>
public sealed class StyleTests : IDisposable
{
    private static readonly CaptureCase Rsa = CaptureCase.Of("rsa-aes128-gcm");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, false)]
    [InlineData("auto", false)]
    [InlineData("always", true)]
    [InlineData("never", false)]
    public void A_pipe_and_a_file_have_colours_when_asked_for(string? color, bool isColoured)
    {
        string[] option = color is null ? [] : ["--color", color];
        string plain = Spawned.Read(Rsa, "-d", "--explain").Text;
        RunResult pipe = Spawned.RunWith(Rsa.Folder, [("NO_COLOR", "1")], ["read", "-q", "-d", "--explain", .. option, .. Rsa.Arguments]);
        InProcess.Run(Rsa.Folder, ["read", "-q", "-d", "--explain", .. option, .. Rsa.Arguments]);
        RunResult file = InProcess.Read(Rsa, ["-d", "--explain", .. option]);

        foreach (string text in new[] { pipe.Text, file.Text })
        {
            Assert.Equal(isColoured, text.Contains('\x1b'));
            Assert.Equal(plain, WithoutColours(text));
        }
    }

    [NeedsTheory("script")]
    [InlineData("auto", "", true)]
    [InlineData("auto", "NO_COLOR=1", false)]
    [InlineData("always", "NO_COLOR=1", true)]
    [InlineData("never", "", false)]
    public void A_terminal_has_colours_unless_told_otherwise(string color, string environment, bool isColoured)
    {
        RunResult run = Spawned.Shell(Rsa.Folder,
            $"export TERM=xterm-256color {environment}; script -qec 'stty cols 80; \"$TLSDISSECT\" read --quiet --color {color} " +
                $"{string.Join(' ', Rsa.Arguments)}' /dev/null </dev/null");

        Assert.Equal(0, run.Code);
        Assert.Equal(isColoured, WithoutColours(run.Text) != run.Text);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    public void A_width_holds_in_pipes_and_files(int width)
    {
        string[] options = ["-d", "--explain", "--width", $"{width}"];
        RunResult pipe = Spawned.Read(Rsa, options);

        Assert.Equal(0, pipe.Code);
        Assert.All(pipe.Text.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        Assert.Contains(Spawned.Read(Rsa, "-d", "--explain").Text.Split('\n'), line => line.Length > width || width == 120);
        Assert.Equal(pipe.Text, InProcess.Read(Rsa, options).Text);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(10_000)]
    public void The_bounds_of_width_are_valid(int width) =>
        Assert.Equal(0, Spawned.Read(Rsa, "-d", "--explain", "--width", $"{width}").Code);

    [Theory]
    [InlineData("19")]
    [InlineData("10001")]
    [InlineData("wide")]
    public void Other_widths_are_refused(string width) =>
        Assert.Contains("--width takes a number from 20 to 10000", Spawned.Run(Rsa.Folder, "read", "capture.pcap", "--width", width).Errors,
            StringComparison.Ordinal);

    [Fact]
    public void Tables_have_a_width_too()
    {
        RunResult run = Spawned.Run(Rsa.Folder, "suites", "ecdhe_rsa_with_aes", "--width", "250");

        Assert.Equal(0, run.Code);
        Assert.All(run.Lines, line => Assert.InRange(line.Length, 0, 250));
        Assert.Contains('│', run.Text);
        Assert.DoesNotContain('\x1b', run.Text);
    }

    private static string WithoutColours(string text) => Regex.Replace(text, "\x1b\\[[0-9;]*m", "");
}
