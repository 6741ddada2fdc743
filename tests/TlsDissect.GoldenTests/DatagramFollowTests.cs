using System.Security.Cryptography;
using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>What <c>follow</c> shows of DTLS.</summary>
public class DatagramFollowTests
{
    public static TheoryData<string> Cases =>
        [.. Repository.CasesOf("dtls").Where(name => File.Exists(CaptureCase.Of(name).FileNamed("sent.txt")))];

    /// <summary>sent.txt has the flow, the side, the number of bytes and their SHA-256.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Data_that_is_all_there_has_no_gap(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        HashSet<string> sent = [.. File.ReadLines(of.FileNamed("sent.txt")).Select(line => line.Split(' ')[^1])];
        foreach (JsonNode connection in Contract.Connections(InProcess.Read(of, "--format", "json")))
        {
            bool isWhole =
                (string?)connection["decryption"]!["status"] == "decrypted" && (long?)connection["dtls"]!["missing_records"] == 0;
            foreach (string side in new[] { "client", "server" })
            {
                string[] follow = ["follow", .. of.Arguments, $"{connection["id"]}", "--from", side, "--as"];
                byte[] data = InProcess.Run(of.Folder, [.. follow, "raw"]).Output;
                if (!isWhole || !sent.Contains(Convert.ToHexStringLower(SHA256.HashData(data)))) continue;
                // In a dump, only notes begin so.
                Assert.DoesNotContain(InProcess.Run(of.Folder, [.. follow, "hex"]).Lines, line => line.StartsWith('['));
            }
        }
    }
}
