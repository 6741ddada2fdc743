using System.Text.Json.Nodes;
using TlsDissect.Protocol;

namespace TlsDissect.GoldenTests.Laws;

/// <summary>A byte that changed on its way costs the record that it is in, whichever that is, and nothing behind it.</summary>
public sealed class DamagedRecordLaws
{
    [Theory]
    [InlineData("rsa-aes128-gcm")]
    [InlineData("tls13-aes128-gcm")]
    [InlineData("tls13-chacha20")]
    [InlineData("tls13-aes256-gcm")]
    [InlineData("tls11-rsa-aes128-sha")]
    [InlineData("tls10-rsa-aes128-sha")]
    [InlineData("tls10-rsa-aes256-sha-mte")]
    public void Changed_byte_costs_one_record(string name)
    {
        SegmentedCapture capture = SegmentedCapture.Read(name);
        JsonNode whole = Connection(capture.Dissect(capture.Segments));
        int hello = capture.Segments.FindIndex(segment => segment.Payload.Length > 0);
        int damaged = 0;
        for (int i = hello + 1; i < capture.Segments.Count; i++)
        {
            SegmentedCapture.Segment segment = capture.Segments[i];
            // The last byte of what is protected belongs to its tag.
            if (!EndsInProtectedRecord(segment.Payload, out int length)) continue;
            byte[] changed = [.. segment.Payload];
            changed[^1] ^= 1;
            JsonNode connection =
                Connection(capture.Dissect(capture.Segments.Select((other, at) => at == i ? other with { Payload = changed } : other)));

            damaged++;
            Assert.Equal("partial", (string?)connection["decryption"]!["status"]);
            // In TLS 1.3 a side's only record under a secret has no other that proves the secret.
            string? reason = (string?)connection["decryption"]!["reason"];
            if (reason != "key_mismatch" || !((string)whole["version"]!).StartsWith("TLS 1.3", StringComparison.Ordinal))
                Assert.Equal("bad_record_mac", reason);
            long lost = Bytes(whole) - Bytes(connection);
            Assert.InRange(lost, 0, length);
        }

        Assert.InRange(damaged, 4, int.MaxValue);
    }

    private static bool EndsInProtectedRecord(byte[] payload, out int length)
    {
        ContentType last = default;
        bool afterChange = false;
        length = 0;
        for (int at = 0; at + 5 <= payload.Length; at += 5 + length)
        {
            length = payload[at + 3] << 8 | payload[at + 4];
            afterChange |= last == ContentType.ChangeCipherSpec;
            last = (ContentType)payload[at];
        }

        return last is ContentType.ApplicationData || (last == ContentType.Handshake && afterChange);
    }

    private static JsonNode Connection(string json) => JsonNode.Parse(json.Split('\n')[0])!;

    private static long Bytes(JsonNode connection) =>
        new[] { "client", "server" }.Sum(side => (long?)connection["application_data"]![side]!["bytes"] ?? 0);
}
