using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Export;

public sealed class FollowAllTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("raw")]
    [InlineData("text")]
    [InlineData("hex")]
    public void Each_side_of_each_connection_has_a_file(string format)
    {
        CaptureCase of = CaptureCase.Of("resumed-by-ticket");

        RunResult result =
            InProcess.RunConsole(of.Folder, ["follow", "-q", .. of.Keys, of.Capture, "--all", "--as", format, "-o", _folder["plain"]]);

        Assert.Equal(0, result.Code);
        string[] files = [.. Directory.GetFiles(_folder["plain"]).Order(StringComparer.Ordinal)];
        Assert.Equal(4, files.Length);
        foreach (string file in files)
        {
            string[] parts = Path.GetFileName(file).Split('.');
            byte[] one = InProcess.Run(of.Folder, ["follow", of.Capture, parts[0], .. of.Keys, "--from", parts[1], "--as", format]).Output;
            Assert.NotEmpty(one);
            Assert.Equal(one, File.ReadAllBytes(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Exports.Mode(file));
        }
    }

    [Fact]
    public void Without_a_format_it_is_raw()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");

        InProcess.RunConsole(of.Folder, ["follow", "-q", .. of.Keys, of.Capture, "--all", "-o", _folder["plain"]]);

        byte[] raw = InProcess.Run(of.Folder, ["follow", .. of.Arguments, "1", "--from", "server", "--as", "raw"]).Output;
        Assert.Contains((byte)'\r', raw);
        Assert.Equal(raw, File.ReadAllBytes(_folder["plain/1.server"]));
    }

    [Fact]
    public void One_side_may_be_asked_for()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");

        InProcess.RunConsole(of.Folder, ["follow", "-q", .. of.Keys, of.Capture, "--all", "--from", "server", "-o", _folder["plain"]]);

        Assert.Equal("1.server", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder["plain"]))));
    }

    [Theory]
    [InlineData("follow", "capture.pcap")]
    [InlineData("follow", "capture.pcap", "--all")]
    [InlineData("follow", "capture.pcap", "1", "--all", "-o", "x")]
    public void Which_connection_has_to_be_said(params string[] arguments) =>
        Assert.Equal(2, InProcess.RunConsole(_folder.Path, arguments).Code);
}
