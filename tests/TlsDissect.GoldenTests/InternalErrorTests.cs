using System.Collections;
using System.Text;
using System.Text.Json.Nodes;
using TlsDissect.Cli.Runs;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Keys;

namespace TlsDissect.GoldenTests;

/// <summary>An internal error in one connection: the run names the connection, reads the others and exits 1.</summary>
public class InternalErrorTests
{
    /// <summary>Several connections under pre-shared keys.</summary>
    private static readonly string[] Captures =
        [.. ((string[])["no-key", "psk-tls12", "tls12-rsa-aes256-gcm"]).Select(name => CaptureCase.Of(name).Capture)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Read_warns_and_exits_1(int threads)
    {
        using MemoryStream output = new();
        using SignalHandler interruption = new();
        RunInput input =
            new()
            {
                Captures = Captures,
                Keys = new KeyRing([], null, new FaultyKeys()),
                Options = new DissectorOptions(),
                Threads = threads,
                Quiet = true,
            };
        int code = InProcess.Alone(Repository.Captures, () => ReadRun.WriteJson(input, output, interruption), out string errors);

        JsonNode[] lines =
            [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)!)];
        JsonNode[] connections = [.. lines.Where(line => (string)line["type"]! == "connection")];
        JsonNode failed = Assert.Single(connections, line => (string?)line["decryption"]!["reason"] == "internal_error");
        Assert.Equal("none", (string)failed["decryption"]!["status"]!);
        Assert.NotEmpty(failed["client_hellos"]!.AsArray());
        Assert.Equal(Captures.Length, connections.Length);
        JsonNode warning = Assert.Single(lines, line => (string)line["type"]! == "warning");
        Assert.Equal(Array.IndexOf(lines, failed) - 1, Array.IndexOf(lines, warning));
        Assert.Contains($"connection {failed["id"]} (", (string)warning["text"]!, StringComparison.Ordinal);
        Assert.Contains($"connection {failed["id"]} (", errors, StringComparison.Ordinal);
        Assert.Contains(nameof(NotImplementedException), errors, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [Fact]
    public void Read_with_data_as_text_says_why()
    {
        using MemoryStream output = new();
        using SignalHandler interruption = new();
        RunInput input =
            new() { Captures = Captures, Keys = new KeyRing([], null, new FaultyKeys()), Options = new DissectorOptions(), Quiet = true };
        int code =
            InProcess.Alone(Repository.Captures,
                () => ReadRun.WriteText(input, output, new Output.Text.TextOptions { Data = true }, interruption), out _);

        Assert.Equal(1, code);
        Assert.Contains("please report it", Encoding.UTF8.GetString(output.ToArray()).ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private sealed class FaultyKeys : IReadOnlyList<PreSharedKey>
    {
        public int Count => 1;

        public PreSharedKey this[int index] => throw new NotImplementedException();

        public IEnumerator<PreSharedKey> GetEnumerator() => throw new NotImplementedException();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
