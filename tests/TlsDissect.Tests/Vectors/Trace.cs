using System.Text;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Tests.Transport.Tcp;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Vectors;

/// <summary>
/// A published connection, record by record: a line is C or S and the record in hex; lines that begin with a blank go on with the one
/// before.
/// </summary>
internal sealed class Trace : IConnectionSink
{
    private readonly Dictionary<Sender, MemoryStream> _data = new() { [Sender.Client] = new(), [Sender.Server] = new() };

    private Trace() { }

    public ConnectionSummary Connection { get; private set; } = null!;

    public byte[] Data(Sender sender) => _data[sender].ToArray();

    /// <summary>Dissects records with a key log.</summary>
    public static Trace Read(string records, string keyLog)
    {
        KeyLog log = new();
        Assert.Equal(0, log.Add(Encoding.ASCII.GetBytes(keyLog), "rfc", fromSecretsBlock: false).InvalidLines);
        return Read(Records(records), new KeyRing([], log));
    }

    /// <summary>Dissects records with any keys, one packet for each.</summary>
    public static Trace Read(IEnumerable<(Sender Sender, byte[] Record)> records, KeyRing keys)
    {
        Trace trace = new();
        TlsDissector dissector = new(new DissectorOptions(), keys, trace);
        uint[] sequence = [1000, 5000];
        long packet = 0;
        void Send(int side, TcpFlags flags, byte[] payload)
        {
            dissector.Add(new TcpSegment
            {
                PacketNumber = ++packet,
                Time = new CaptureTime(packet),
                Source = side == 0 ? TcpWire.Client : TcpWire.Server,
                Destination = side == 0 ? TcpWire.Server : TcpWire.Client,
                Sequence = sequence[side],
                Acknowledgment = sequence[1 - side],
                Flags = flags,
                Payload = payload,
                PayloadLength = payload.Length,
            });
            sequence[side] += (uint)payload.Length + (flags.HasFlag(TcpFlags.Syn) ? 1u : 0);
        }

        Send(0, TcpFlags.Syn, []);
        Send(1, TcpFlags.Syn | TcpFlags.Ack, []);
        foreach ((Sender sender, byte[] record) in records) Send((int)sender, TcpFlags.Ack, record);
        dissector.Complete();
        return trace;
    }

    private static IEnumerable<(Sender Sender, byte[] Record)> Records(string text)
    {
        List<(Sender, StringBuilder)> records = [];
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] != ' ') records.Add((line[0] == 'C' ? Sender.Client : Sender.Server, new StringBuilder()));
            records[^1].Item2.Append(line.AsSpan(1));
        }

        foreach ((Sender sender, StringBuilder hex) in records) yield return (sender, Hex.Of(hex.ToString()));
    }

    public bool WantsApplicationData(ConnectionView connection) => true;

    public void OnApplicationData(ConnectionView connection, ApplicationData data) => _data[data.From].Write(data.Plaintext);

    public void OnEnd(ConnectionSummary connection) => Connection = connection;
}
