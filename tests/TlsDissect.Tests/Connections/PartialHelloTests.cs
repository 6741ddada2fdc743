using System.Text;
using System.Text.Json;
using TlsDissect.Messages;
using TlsDissect.Messages.Fingerprints;
using TlsDissect.Output.Json;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>A hello that is truncated or malformed is listed with what there is of it.</summary>
public sealed class PartialHelloTests
{
    private const int HelloHeader = 9, UpToRandom = 34;

    public static TheoryData<string, int> Hellos =>
        new() { { "rsa-aes128-gcm", 0 }, { "rsa-aes128-gcm", 1 }, { "tls13-aes128-gcm", 0 }, { "tls13-aes128-gcm", 1 } };

    /// <summary>Every place where the capture may end or a hole begin, in small segments.</summary>
    [Theory]
    [MemberData(nameof(Hellos))]
    public void A_truncated_hello_is_at_the_packet_that_it_began_in(string name, int side)
    {
        CapturedConversation conversation = CapturedConversation.Load(name).ByRecords();
        int turn = conversation.Turns.ToList().FindIndex(turn => turn.Side == side);
        byte[] hello = conversation.Turns[turn].Data;
        foreach (bool withHole in (bool[])[false, true])
        {
            for (int length = HelloHeader + 2; length < hello.Length; length++)
            {
                List<Segment> segments = ScriptedConnection.Segments(conversation.Turns.Take(turn));
                int start = segments.Count + 3,
                    acknowledged = segments.Where(segment => segment.Side != side).Sum(segment => segment.Payload.Length);
                for (int at = 0; at < length; at += 16)
                    segments.Add(new Segment(side, at, acknowledged, hello[at..Math.Min(at + 16, length)]));
                if (withHole) segments.Add(new Segment(1 - side, acknowledged, hello.Length + 7, []));

                ConnectionSummary connection = Dissection.Of(segments, KeyRing.Empty).Connection;

                MessageEntry entry = Assert.Single(connection.Messages, message => message.From == (Sender)side);
                Assert.Equal((side == 0 ? "client_hello" : "server_hello", start, false),
                    (entry.Name, entry.Position.Packet, entry.Protected));
                Assert.Equal($"truncated: {length - HelloHeader} of {hello.Length - HelloHeader} bytes", entry.Malformed);
                Assert.NotNull(entry.Message);
                Assert.Single(side == 0 ? connection.ClientHellos : connection.ServerHellos.Cast<object>());
            }
        }
    }

    [Fact]
    public void A_malformed_hello_keeps_the_fields_before_the_fault_in_all_outputs()
    {
        foreach (int side in (int[])[0, 1])
        {
            CapturedConversation conversation = CapturedConversation.Load("rsa-aes128-gcm").ByRecords();
            ConnectionSummary whole = Dissection.Of(ScriptedConnection.Segments(conversation.Turns), KeyRing.Empty).Connection;
            (int Side, byte[] Data)[] turns = [.. conversation.Turns];
            int turn = Array.FindIndex(turns, turn => turn.Side == side);
            byte[] hello = [.. turns[turn].Data];
            // The last extension is longer than the list.
            int last = side == 0 ? whole.ClientHellos[0].Extensions[^1].Data.Length : whole.ServerHellos[0].Extensions[^1].Data.Length;
            hello[HelloHeader + (hello[6] << 16 | hello[7] << 8 | hello[8]) - last - 1]++;
            turns[turn] = (side, hello);

            ConnectionSummary connection = Dissection.Of(ScriptedConnection.Segments(turns), KeyRing.Empty).Connection;

            MessageEntry entry =
                Assert.Single(connection.Messages, message => message.Name == (side == 0 ? "client_hello" : "server_hello"));
            Assert.StartsWith("extension_data at byte ", entry.Malformed, StringComparison.Ordinal);
            StringWriter text = new();
            new TextConnectionWriter(text, new TextOptions()).Write(connection);
            JsonElement json = Json(connection);
            if (side == 0)
            {
                ClientHello read = Assert.Single(connection.ClientHellos), sent = whole.ClientHellos[0];
                Assert.Equal((sent.ServerName, true, null, null), (read.ServerName, read.IsMalformed, read.Ja3, read.Ja4));
                Assert.Equal(sent.Random, read.Random);
                Assert.Equal(sent.CipherSuites.ToArray(), read.CipherSuites.ToArray());
                Assert.Equal(sent.Extensions.Length - 1, read.Extensions.Length);
                Assert.Equal(Convert.ToHexStringLower(sent.Random.Span),
                    json.GetProperty("client_hellos")[0].GetProperty("random").GetString());
                Assert.Contains(" suite; malformed: ", text.ToString(), StringComparison.Ordinal);
            }
            else
            {
                ServerHello read = Assert.Single(connection.ServerHellos), sent = whole.ServerHellos[0];
                Assert.Equal((sent.CipherSuite, true), (read.CipherSuite, read.IsMalformed));
                Assert.Equal(JsonValueKind.Null, json.GetProperty("server_hellos")[0].GetProperty("ja3s").ValueKind);
                Assert.Equal((int)sent.CipherSuite, json.GetProperty("server_hellos")[0].GetProperty("cipher_suite").GetInt32());
                Assert.Contains("unknown: the server hello is truncated or malformed", text.ToString(), StringComparison.Ordinal);
            }

            Assert.Contains("malformed: extension_data at byte ", text.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>Missing fields are not shown as zero.</summary>
    [Fact]
    public void Fields_that_are_not_there_are_null()
    {
        CapturedConversation conversation = CapturedConversation.Load("rsa-aes128-gcm").ByRecords();
        int turn = conversation.Turns.ToList().FindIndex(turn => turn.Side == 1);
        foreach (int length in (int[])[2, UpToRandom])
        {
            (int Side, byte[] Data)[] turns =
                [.. conversation.Turns.Take(turn), (1, conversation.Turns[turn].Data[..(HelloHeader + length)])];
            ConnectionSummary connection = Dissection.Of(ScriptedConnection.Segments(turns), KeyRing.Empty).Connection;
            JsonElement hello = Json(connection).GetProperty("server_hellos")[0];
            Assert.Equal(JsonValueKind.Null, hello.GetProperty("cipher_suite").ValueKind);
            Assert.Equal(JsonValueKind.Null, hello.GetProperty("compression_method").ValueKind);
            Assert.Equal(length == 2 ? JsonValueKind.Null : JsonValueKind.String, hello.GetProperty("random").ValueKind);
            Assert.Null(connection.CipherSuite);
        }
    }

    private static JsonElement Json(ConnectionSummary connection)
    {
        System.Buffers.ArrayBufferWriter<byte> line = new();
        using (JsonConnectionWriter writer = new(line, withHash: false)) writer.Write(connection);
        return JsonDocument.Parse(Encoding.UTF8.GetString(line.WrittenSpan)).RootElement;
    }
}
