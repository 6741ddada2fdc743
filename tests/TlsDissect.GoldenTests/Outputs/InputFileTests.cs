using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Outputs;

/// <summary>A run never writes to a file that it reads, whatever its name, not even with <c>--force</c>.</summary>
public sealed class InputFileTests : IDisposable
{
    private readonly Writing _writing = new();

    public static TheoryData<string> Commands => Writing.ToFile;

    public void Dispose() => _writing.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_capture_and_the_key_are_refused_by_every_name(string command)
    {
        foreach (string input in (string[])["capture.pcap", "server.key"])
        {
            byte[] before = File.ReadAllBytes(_writing[input]);
            string[] names = Names(input);
            foreach (string name in names) Refused(_writing.Run(command, "-o", name, "--force"), name, input);
            Assert.Equal(before, File.ReadAllBytes(_writing[input]));
            Assert.Equal(["dangling", "folder", "hard", "link", "link-to-link"], _writing.Made);
            foreach (string made in _writing.Made) File.Delete(_writing[made]);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Open_files_are_inputs_too(string command)
    {
        byte[] before = File.ReadAllBytes(_writing["capture.pcap"]);
        foreach (string line in (string[])
        [
            "@ -o /dev/stdout --force >>capture.pcap",
            "@ -o - >>capture.pcap",
            "@ -o /proc/self/fd/5 --force 5<capture.pcap",
            "@ -o /dev/fd/5 --force 5>>capture.pcap",
        ])
        {
            RunResult result = _writing.Shell(command, "capture.pcap", line);
            Assert.Equal(2, result.Code);
            Assert.Contains("is an input (the capture capture.pcap)", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }

        RunResult piped = _writing.Shell(command, "-", "@ -o capture.pcap --force <capture.pcap");
        Assert.Equal(2, piped.Code);
        Assert.Contains("is an input (the capture on standard input)", Assert.Single(piped.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_writing["capture.pcap"]));
    }

    /// <summary>An interrupt would put a part there.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void A_capture_that_has_the_name_of_a_part_is_an_input(string command)
    {
        File.Move(_writing["capture.pcap"], _writing["out.partial"]);
        byte[] before = File.ReadAllBytes(_writing["out.partial"]);

        RunResult result = InProcess.RunConsole(_writing.Folder, Writing.Arguments(command, "out.partial", "-o", "out", "--force"));

        Refused(result, "out.partial", "out.partial");
        Assert.Equal(before, File.ReadAllBytes(_writing["out.partial"]));
    }

    [Theory]
    [InlineData("--keylog", "the key log")]
    [InlineData("--key-password-file", "the key's password file")]
    [InlineData("--psk-file", "the file of pre-shared keys")]
    [InlineData("--dh-key", "the DH key")]
    [InlineData("--ca", "the authority")]
    [InlineData("--policy", "the policy")]
    public void Every_file_that_an_option_names_is_an_input(string option, string what)
    {
        string key = CaptureCase.Of("static-ecdh-ecdsa").FileNamed("server.key");
        if (option == "--dh-key") File.Copy(key, _writing["input"]);
        else if (option == "--ca") File.Copy(Path.Combine(Repository.Captures, "tools", "keys", "ca.pem"), _writing["input"]);
        else File.WriteAllText(_writing["input"], option switch
        {
            "--psk-file" => "00",
            "--policy" => """{"name":"own","versions":["TLS 1.3"]}""",
            _ => "CLIENT_RANDOM ",
        });
        byte[] before = File.ReadAllBytes(_writing["input"]);

        RunResult result = _writing.Run("read", option, "input", "-o", "./input", "--force");

        Assert.Equal(2, result.Code);
        Assert.Contains($"./input: is an input ({what} input)", result.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_writing["input"]));
    }

    [Fact]
    public void Authorities_that_are_found_in_a_folder_are_inputs()
    {
        Directory.CreateDirectory(_writing["folder"]);
        File.Copy(Path.Combine(Repository.Captures, "tools", "keys", "ca.pem"), _writing["folder/ca.pem"]);

        RunResult result = _writing.Run("read", "--ca", "folder", "-o", "folder/ca.pem", "--force");

        Assert.Equal(2, result.Code);
        Assert.Contains("folder/ca.pem: is an input (the authority folder/ca.pem)", result.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Captures_that_are_found_in_folders_are_inputs()
    {
        Directory.CreateDirectory(_writing["folder/deeper"]);
        File.Move(_writing["capture.pcap"], _writing["folder/deeper/capture.pcap"]);
        byte[] before = File.ReadAllBytes(_writing["folder/deeper/capture.pcap"]);

        RunResult result = InProcess.RunConsole(_writing.Folder, ["read", "-r", "folder", "-o", "folder/deeper/capture.pcap", "--force"]);

        Assert.Equal(2, result.Code);
        Assert.Contains("is an input (the capture folder/deeper/capture.pcap)", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_writing["folder/deeper/capture.pcap"]));
    }

    /// <summary>Nothing is lost there, and a terminal is both.</summary>
    [Fact]
    public void A_device_may_be_read_and_written() =>
        Assert.Equal(0, _writing.Run("read", "--keylog", "/dev/null", "-o", "/dev/null").Code);

    private string[] Names(string input)
    {
        Assert.Equal(0, OtherProcess.Run("ln", _writing.Folder, null, input, "hard").Code);
        File.CreateSymbolicLink(_writing["link"], input);
        File.CreateSymbolicLink(_writing["link-to-link"], "./link");
        File.CreateSymbolicLink(_writing["folder"], ".");
        // Its target does not matter to the others.
        File.CreateSymbolicLink(_writing["dangling"], "none");
        return [input, $"./{input}", $"../{Path.GetFileName(_writing.Folder)}/{input}", _writing[input], "hard", "link", "link-to-link",
            $"folder/{input}", "folder/folder/hard"];
    }

    private static void Refused(RunResult result, string name, string input)
    {
        Assert.Equal(2, result.Code);
        string line = Assert.Single(result.ErrorLines);
        Assert.StartsWith($"tlsdissect: {name}: is an input (", line, StringComparison.Ordinal);
        Assert.Contains($" {input})", line, StringComparison.Ordinal);
    }
}
