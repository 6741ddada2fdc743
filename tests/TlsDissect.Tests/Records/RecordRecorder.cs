using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Tests.Records;

/// <summary>One direction through a record reader; keeps what comes out, a line each.</summary>
internal sealed class RecordRecorder : IRecordHandler, IDisposable
{
    private readonly RecordReader _reader;
    private long _packet;

    public RecordRecorder() => _reader = new RecordReader(0, this);

    /// <summary>Selects the wanted fragments; the others are skipped.</summary>
    public Func<RecordHeader, bool> Wants { get; init; } = _ => true;

    public List<string> Lines { get; } = [];

    public List<byte[]> Fragments { get; } = [];

    /// <summary>The packets of the records.</summary>
    public List<long> Packets { get; } = [];

    public long Missing { get; private set; }

    /// <summary>Bytes of whole records, their headers included.</summary>
    public long Whole { get; private set; }

    /// <summary>Bytes before the first record, if <see cref="WatchBefore"/> was called.</summary>
    public long Before { get; private set; }

    /// <summary>Bytes in no whole record.</summary>
    public List<UnreadBytes> Unread { get; } = [];

    /// <summary>Result of a probe for a candidate.</summary>
    public Func<TlsRecord, CandidateVerdict>? OnProbe { get; init; }

    public RecordRecorder WatchBefore()
    {
        _reader.WatchPreTlsData();
        return this;
    }

    public RecordRecorder Read(ReadOnlySpan<byte> data)
    {
        _packet++;
        _reader.Read(data, Position);
        return this;
    }

    /// <summary>The same bytes in pieces of these sizes, over and over.</summary>
    public RecordRecorder ReadSplit(ReadOnlySpan<byte> data, params int[] sizes)
    {
        for (int i = 0; !data.IsEmpty; i++)
        {
            int taken = Math.Min(sizes[i % sizes.Length], data.Length);
            Read(data[..taken]);
            data = data[taken..];
        }

        return this;
    }

    public RecordRecorder Gap(long length)
    {
        _packet++;
        _reader.Gap(length, Position);
        return this;
    }

    public RecordRecorder Complete()
    {
        _reader.Complete(Position);
        return this;
    }

    public bool WantsFragment(int side, in RecordHeader header) => Wants(header);

    public void OnRecord(int side, in TlsRecord record)
    {
        Assert.Equal(record.Header.Length, record.Fragment.Length);
        Assert.InRange(record.Position.Packet, Packets.LastOrDefault(), _packet);
        Packets.Add(record.Position.Packet);
        Whole += RecordHeader.Size + record.Header.Length;
        Fragments.Add(record.Fragment.ToArray());
        Lines.Add($"{Name(record.Header)} {Convert.ToHexString(record.Fragment[..Math.Min(4, record.Fragment.Length)])}");
    }

    public void OnSkipped(int side, in RecordHeader header, in StreamPosition position)
    {
        Packets.Add(position.Packet);
        Whole += RecordHeader.Size + header.Length;
        Lines.Add($"skipped {Name(header)}");
    }

    public void OnUnread(int side, in UnreadBytes unread) => Unread.Add(unread);

    public void OnPreTlsData(int side, ReadOnlySpan<byte> bytes) => Before += bytes.Length;

    public void OnPreTlsGap(int side, long length) => Missing += length;

    public CandidateVerdict Probe(int side, in TlsRecord candidate, in ResyncPoint place) =>
        OnProbe?.Invoke(candidate) ?? CandidateVerdict.Unknown;

    public void OnSsl2ClientHello(int side, ReadOnlySpan<byte> message, in StreamPosition position)
    {
        Whole += 2 + message.Length;
        Fragments.Add(message.ToArray());
        Lines.Add($"ssl2 {message.Length}");
    }

    public void OnTruncated(int side, in RecordHeader header, ReadOnlySpan<byte> fragment, in StreamPosition position) =>
        Lines.Add($"cut {Name(header)} at {fragment.Length}");

    public void OnLost(int side, long missing, int? records, in StreamPosition position)
    {
        Missing += missing;
        Lines.Add($"lost {missing} {records?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"}");
    }

    public void Dispose() => _reader.Dispose();

    private StreamPosition Position => new(_packet, new CaptureTime(_packet));

    private static string Name(in RecordHeader header) => $"{header.Type}:{header.Length}";
}
