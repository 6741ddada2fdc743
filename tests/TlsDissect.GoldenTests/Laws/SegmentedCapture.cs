using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Sources;
using TlsDissect.Cli.Options;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Output.Json;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.GoldenTests.Laws;

/// <summary>A capture's segments and keys in memory, to be dissected as they are or changed.</summary>
internal sealed class SegmentedCapture
{
    private readonly KeyRing _keys;

    /// <summary>One segment with payload of its own.</summary>
    internal sealed record Segment(long Packet, CaptureTime Time, IpEndpoint Source, IpEndpoint Destination, uint Sequence,
        uint Acknowledgment, TcpFlags Flags, byte[] Payload, int PayloadLength, ChecksumVerdict Checksum = default);

    private SegmentedCapture(KeyRing keys) => _keys = keys;

    public List<Segment> Segments { get; } = [];

    public static SegmentedCapture Read(string name)
    {
        CaptureCase capture = CaptureCase.Of(name);
        string[] Values(string option) =>
            [.. capture.Keys.Zip(capture.Keys.Skip(1)).Where(pair => pair.First == option).Select(pair => pair.Second)];
        string[] Files(string option) => [.. Values(option).Select(capture.FileNamed)];
        KeyRing Load() =>
            KeyLoading.Load(Files("--key"), Files("--dh-key"), Files("--keylog"), Values("--psk"), Files("--psk-file"),
                Files("--key-password-file").FirstOrDefault());
        SegmentedCapture read = new(InProcess.Alone(capture.Folder, Load, out _).Fork());
        using CaptureFileSequence source = new([capture.Capture]);
        using PacketDecoder decoder = new();
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind == CapturedItemKind.Secrets) read._keys.AddSecretsBlock(item.Data, capture.Name);
            if (item.Kind != CapturedItemKind.Packet) continue;
            for (bool found = decoder.TryDecode(item, out TcpSegment s); found; found = decoder.TryDecodeNext(item, out s))
                read.Segments.Add(
                    new Segment(s.PacketNumber, s.Time, s.Source, s.Destination, s.Sequence, s.Acknowledgment, s.Flags, s.Payload.ToArray(),
                        s.PayloadLength));
        }

        return read;
    }

    /// <summary>JSON lines of the segments, in the order of their packets, with the capture's keys or other ones.</summary>
    public string Dissect(IEnumerable<Segment> segments, KeyRing? keys = null)
    {
        ArrayBufferWriter<byte> output = new();
        using JsonSink sink = new(output, withHash: true);
        Dissect(segments, sink, keys);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Dissects the segments.</summary>
    /// <param name="segments">The segments, in the order of their packets.</param>
    /// <param name="sink">Receives the events.</param>
    /// <param name="keys">The keys; default: the capture's.</param>
    public void Dissect(IEnumerable<Segment> segments, IConnectionSink sink, KeyRing? keys = null)
    {
        TlsDissector dissector = new(new DissectorOptions { HashPlaintext = true, KeepMessages = true }, keys ?? _keys, sink);
        foreach (Segment segment in segments) Add(dissector, segment);
        dissector.Complete();
    }

    /// <summary>JSON lines, then the text, of the capture.</summary>
    /// <param name="options">How.</param>
    /// <param name="keys">What with.</param>
    /// <param name="asking">Whether everything that is known of every connection is asked for after each packet.</param>
    /// <param name="added">Told the number of packets so far, it returns whether it added keys.</param>
    public string Dissect(DissectorOptions options, KeyRing keys, bool asking = false, Func<int, bool>? added = null)
    {
        ArrayBufferWriter<byte> json = new();
        using StringWriter text = new();
        using RecordingSink sink = new(new JsonSink(json, withHash: false), new TextSink(text, new TextOptions()));
        TlsDissector dissector = new(options, keys, sink);
        int packets = 0;
        foreach (Segment segment in Segments)
        {
            Add(dissector, segment);
            if (asking) sink.Ask();
            if (added?.Invoke(++packets) == true) dissector.KeysAdded();
        }

        dissector.Complete();
        return Encoding.UTF8.GetString(json.WrittenSpan) + text + sink.Events;
    }

    /// <summary>The capture's keys.</summary>
    public KeyRing Keys => _keys.Fork();

    /// <summary>
    /// Bytes that this thread allocates while the segments of a part of the capture are dissected, with the capture's keys or without any.
    /// </summary>
    public long AllocatedWithin(Range part, bool withKeys)
    {
        using JsonSink sink = new(new ArrayBufferWriter<byte>(), withHash: false);
        TlsDissector dissector = new(new DissectorOptions(), withKeys ? _keys : KeyRing.Empty, sink);
        (int start, int length) = part.GetOffsetAndLength(Segments.Count);
        for (int i = 0; i < start; i++) Add(dissector, Segments[i]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = start; i < start + length; i++) Add(dissector, Segments[i]);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        dissector.Complete();
        return allocated;
    }

    private static void Add(TlsDissector dissector, Segment s) => dissector.Add(new TcpSegment
    {
        PacketNumber = s.Packet,
        Time = s.Time,
        Source = s.Source,
        Destination = s.Destination,
        Sequence = s.Sequence,
        Acknowledgment = s.Acknowledgment,
        Flags = s.Flags,
        Payload = s.Payload,
        PayloadLength = s.PayloadLength,
        Checksum = s.Checksum,
    });

    /// <summary>
    /// The output that does not depend on the arrival of bytes: without packet numbers, times and TCP's counts, with messages and alerts by
    /// side.
    /// </summary>
    public static string Timeless(string json)
    {
        IEnumerable<string> lines = json.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            JsonObject connection = JsonNode.Parse(line)!.AsObject();
            foreach (string name in (string[])["id", "previous", "first_packet", "last_packet", "start", "end", "latency", "tcp"])
                connection.Remove(name);
            connection["outcome"]!.AsObject().Remove("packet");
            // Without a key the order of TLS 1.3's records is all that tells an answer from a flight.
            if ((string?)connection["decryption"]!["status"] == "none" &&
                ((string?)connection["version"])?.StartsWith("TLS 1.3", StringComparison.Ordinal) == true) connection.Remove("outcome");
            // Hidden records that may be data make it unknown whether the first plaintext is the beginning.
            if ((string?)connection["decryption"]!["status"] == "partial" &&
                ((string?)connection["version"])?.StartsWith("TLS 1.3", StringComparison.Ordinal) == true)
                connection.Remove("application_protocol");
            CountHandshakeAsData(connection);
            foreach (string list in (string[])["messages", "alerts", "violations"])
            {
                if (connection[list] is not JsonArray entries) continue;
                foreach (JsonNode? entry in entries)
                {
                    entry!.AsObject().Remove("packet");
                    entry.AsObject().Remove("time");
                }

                connection[list] =
                    new JsonArray([.. entries.OrderBy(e => (string?)e!["from"], StringComparer.Ordinal).Select(e => e!.DeepClone())]);
            }

            return connection.ToJsonString();
        });
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    /// <summary>Their order also tells hidden records of the handshake from data; the sum does not depend on it.</summary>
    private static void CountHandshakeAsData(JsonObject connection)
    {
        if (connection["encrypted_handshake"] is not JsonObject hidden) return;
        connection.Remove("encrypted_handshake");
        foreach ((string side, JsonNode? counts) in hidden)
        {
            JsonNode data = connection["application_data"]![side]!;
            foreach (string member in (string[])["records", "ciphertext_bytes"])
                data[member] = (long)data[member]! + (long)counts![member]!;
        }
    }
}
