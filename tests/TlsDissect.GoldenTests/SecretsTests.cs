using System.Globalization;
using System.Runtime.InteropServices;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>How a run treats the secrets that it is given.</summary>
public class SecretsTests
{
    private const int GetDumpable = 3;
    private const int SetDumpable = 4;

    [Fact]
    public void Pre_shared_keys_come_from_a_file()
    {
        using TemporaryFolder folder = new();
        CaptureCase of = CaptureCase.Of("psk-tls12");
        string[] arguments = File.ReadAllLines(of.FileNamed("args"));
        string key = arguments[Array.IndexOf(arguments, "--psk") + 1];
        string file = folder["keys.psk"];
        File.WriteAllText(file, $"# of the lab\nsomebody=00\n{key}\n");

        RunResult result = InProcess.Run(of.Folder, "read", of.Capture, "--psk-file", file, "--format", "json", "-q");

        Assert.Equal(0, result.Code);
        Assert.Contains("\"status\":\"decrypted\"", result.Text, StringComparison.Ordinal);
        Assert.Contains("\"secret\":\"psk\"", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_of_pre_shared_keys_is_refused_in_one_line()
    {
        CaptureCase of = CaptureCase.Of("psk-tls12");
        RunResult result = InProcess.Run(of.Folder, "read", of.Capture, "--psk-file", of.FileNamed("args"));
        Assert.Equal(2, result.Code);
        Assert.Contains("line 1 is not a pre-shared key", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
    }

    [NeedsFact("prlimit")]
    public void Core_dumps_are_off_where_keys_are_loaded()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        Assert.Equal(0, Control(SetDumpable, 1, 0, 0, 0));

        Assert.Equal(0, InProcess.Run(of.Folder, ["read", "-q", .. of.Arguments]).Code);

        Assert.Equal(0, Control(GetDumpable, 0, 0, 0, 0));
        string pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Assert.Equal("0 0",
            OtherProcess.Run("prlimit", of.Folder, null, "--pid", pid, "--core", "--noheadings", "--raw", "--output",
                "SOFT,HARD").Text.Trim());
    }

    [DllImport("libc", EntryPoint = "prctl")]
    private static extern int Control(int option, nint argument, nint second, nint third, nint fourth);
}
