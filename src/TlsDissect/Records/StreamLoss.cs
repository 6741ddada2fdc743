using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>Tracks a loss until the next record: the distance from the last whole record, and the last bytes.</summary>
internal sealed class StreamLoss(int side, IRecordHandler handler)
{
    /// <summary>Bytes of memory used, including the delegates of a search.</summary>
    public const int Held = 256;

    private long _distance;

    /// <summary>The packet that the search for the next record begins with.</summary>
    public StreamPosition Begun { get; set; }

    /// <summary>The bytes skipped last.</summary>
    public PrecedingBytes Preceding { get; } = new(ResyncPoint.PrecedingLength);

    /// <summary>Adds a gap and the bytes lost with it.</summary>
    public void Add(long bytes)
    {
        _distance += bytes;
        Preceding.Clear();
    }

    /// <summary>Lets the handler judge the candidates of a search.</summary>
    public void Watch(RecordSearch search) => (search.Probe, search.Preceding) = (Probe, Preceding);

    /// <summary>Reports that the next record starts here, some bytes after the last <see cref="Add"/>.</summary>
    public void End(long passed, in StreamPosition position) =>
        handler.OnResync(side, new ResyncPoint(_distance + passed, Preceding.Span), position);

    private CandidateVerdict Probe(in TlsRecord candidate, long skipped) =>
        handler.Probe(side, candidate, new ResyncPoint(_distance + skipped, Preceding.Span));
}
