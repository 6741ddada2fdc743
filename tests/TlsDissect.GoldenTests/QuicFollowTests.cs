using System.Security.Cryptography;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>What <c>follow</c> shows of QUIC.</summary>
public sealed class QuicFollowTests : IDisposable
{
    private static readonly CaptureCase Http3 = CaptureCase.Of("quic-aes128-gcm");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Cases => [.. Repository.CasesOf("quic")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_side_of_a_stream_has_the_hash_that_json_says(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        string[] expected =
        [
            .. from connection in Contract.Connections(InProcess.Read(of, "--format", "json", "--hash"))
               from stream in connection["quic"]!["streams"]!.AsArray()
               from side in (string[])["client", "server"]
               where (long?)stream![side]?["bytes"] > 0
               orderby $"{connection["id"]}.stream{stream["id"]}.{side}"
               select $"{connection["id"]}.stream{stream["id"]}.{side} {stream[side]!["sha256"]}",
        ];
        InProcess.RunConsole(of.Folder, ["follow", "-q", .. of.Keys, of.Capture, "--all", "-o", _folder["plain"]]);
        string[] files = Directory.Exists(_folder["plain"]) ? Directory.GetFiles(_folder["plain"]) : [];

        Assert.Equal(expected.Order(), files.Where(file => !file.Contains(".datagrams.", StringComparison.Ordinal))
            .Select(file => $"{Path.GetFileName(file)} {HashOf(File.ReadAllBytes(file))}").Order());
        foreach (string[] parts in expected.Select(line => line.Split('.', ' ')))
        {
            string[] arguments = ["follow", .. of.Arguments, parts[0], "--stream", parts[1]["stream".Length..], "--from", parts[2]];
            Assert.Equal(parts[3], HashOf(InProcess.Run(of.Folder, [.. arguments, "--as", "raw"]).Output));
        }
    }

    [Fact]
    public void Raw_output_names_the_streams_to_choose_from()
    {
        RunResult result = InProcess.Run(Http3.Folder, ["follow", .. Http3.Arguments, "1", "--as", "raw"]);

        Assert.Equal((1, ""), (result.Code, result.Text));
        Assert.StartsWith("tlsdissect: connection 1 has several streams, and raw output is of one; choose it with --stream: 0, 2, 3, 4, ",
            Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("400", "no stream 400")]
    [InlineData("datagrams", "no DATAGRAM frames")]
    public void A_stream_that_is_not_there_is_told(string stream, string message)
    {
        RunResult result = InProcess.Run(Http3.Folder, ["follow", .. Http3.Arguments, "1", "--stream", stream]);

        Assert.Equal((1, ""), (result.Code, result.Text));
        Assert.Contains($"connection 1 has {message}; its streams: 0, 2, 3, 4, ", Assert.Single(result.ErrorLines),
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
