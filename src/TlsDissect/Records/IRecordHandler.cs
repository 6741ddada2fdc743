using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>What the handler knows of bytes that look like a record after a loss.</summary>
internal enum CandidateVerdict
{
    /// <summary>It cannot say: the headers that follow have to convince.</summary>
    Unknown,

    /// <summary>It authenticates: a record starts here.</summary>
    Record,

    /// <summary>It does not authenticate: the search goes on.</summary>
    NoRecord,
}

/// <summary>Receives the records of one connection, each direction in order.</summary>
internal interface IRecordHandler
{
    /// <summary>
    /// Asked once per record when its header is known: whether the fragment is wanted. If not it is skipped without being
    /// buffered, and <see cref="OnSkipped"/> is called when its last byte has passed.
    /// </summary>
    bool WantsFragment(int side, in RecordHeader header);

    /// <summary>Bytes of a direction before its first record, where they are watched (<see cref="RecordReader.WatchPreTlsData"/>). Borrowed.</summary>
    void OnPreTlsData(int side, ReadOnlySpan<byte> bytes) { }

    /// <summary>Bytes that are missing before a direction's first record, where it is watched.</summary>
    void OnPreTlsGap(int side, long length) { }

    /// <summary>A whole record, borrowed until the call returns.</summary>
    void OnRecord(int side, in TlsRecord record);

    /// <summary>A whole record whose fragment was not wanted.</summary>
    void OnSkipped(int side, in RecordHeader header, in StreamPosition position);

    /// <summary>A record that was wanted and whose end will not come: what there is of its fragment. Borrowed. <see cref="OnLost"/> or the end follows.</summary>
    void OnTruncated(int side, in RecordHeader header, ReadOnlySpan<byte> fragment, in StreamPosition position);

    /// <summary>
    /// An SSLv2-compatible or SSL 2.0 ClientHello at the start of a direction (RFC 5246 appendix E.2): the message without its
    /// two-byte length, starting with the message type. Borrowed.
    /// </summary>
    void OnSsl2ClientHello(int side, ReadOnlySpan<byte> message, in StreamPosition position);

    /// <summary>
    /// Bytes are missing, or what stands where a record should start is none. Partial records and messages of this direction are lost; the
    /// reader goes on by itself.
    /// </summary>
    /// <param name="side">Whose direction.</param>
    /// <param name="missing">The gap's size in bytes; 0 where the bytes are there but make no sense.</param>
    /// <param name="records">How many records were lost or damaged, where framing goes on without a search; else <c>null</c>.</param>
    /// <param name="position">The packet at which it was noticed.</param>
    void OnLost(int side, long missing, int? records, in StreamPosition position);

    /// <summary>After <see cref="OnLost"/>, whether a record really starts where bytes look like one. May be asked of many places.</summary>
    /// <param name="side">Whose direction.</param>
    /// <param name="candidate">Borrowed.</param>
    /// <param name="place">Where it stands.</param>
    CandidateVerdict Probe(int side, in TlsRecord candidate, in ResyncPoint place) => CandidateVerdict.Unknown;

    /// <summary>After <see cref="OnLost"/>: the direction's next record starts here.</summary>
    void OnResync(int side, in ResyncPoint place, in StreamPosition position) { }
}
