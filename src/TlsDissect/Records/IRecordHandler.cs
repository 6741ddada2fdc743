using TlsDissect.Protocol;
using TlsDissect.Records.Framings;

namespace TlsDissect.Records;

/// <summary>The handler's verdict on bytes that look like a record after a loss.</summary>
internal enum CandidateVerdict
{
    /// <summary>The handler cannot tell: the headers that follow decide.</summary>
    Unknown,

    /// <summary>The bytes authenticate: a record starts here.</summary>
    Record,

    /// <summary>The bytes do not authenticate: the search continues.</summary>
    NoRecord,
}

/// <summary>Receives the records of one connection, each direction in order.</summary>
internal interface IRecordHandler
{
    /// <summary>
    /// Whether the fragment of a record is wanted. Called once per record when its header is known. If not, the fragment is skipped without
    /// being buffered, and <see cref="OnSkipped"/> is called after its last byte.
    /// </summary>
    bool WantsFragment(int side, in RecordHeader header);

    /// <summary>
    /// Receives bytes of a direction before its first record, if watched (<see cref="RecordReader.WatchPreTlsData"/>). Borrowed.
    /// </summary>
    void OnPreTlsData(int side, ReadOnlySpan<byte> bytes) { }

    /// <summary>Bytes are missing before the first record of a direction that is watched.</summary>
    void OnPreTlsGap(int side, long length) { }

    /// <summary>
    /// Receives, before the first record of a direction or at its end, what was kept of the bytes before. The receiver owns it.
    /// </summary>
    void OnPreface(int side, PrefaceBytes preface) { }

    /// <summary>The records of a direction are in frames of another protocol. Called before the first of them.</summary>
    void OnCarrier(int side, Carrier carrier) { }

    /// <summary>The carrier begins another TLS session: the next record of the direction is its first.</summary>
    void OnNextSession(int side) { }

    /// <summary>Receives, at the end of a direction, the count of carrier bytes after its first record that TLS does not protect.</summary>
    void OnCarrierData(int side, in CarrierData data) { }

    /// <summary>Receives a whole record, borrowed until the call returns.</summary>
    void OnRecord(int side, in TlsRecord record);

    /// <summary>A whole record was skipped, because its fragment was not wanted.</summary>
    void OnSkipped(int side, in RecordHeader header, in StreamPosition position);

    /// <summary>
    /// Receives a truncated record that was wanted: the part of its fragment that came, and the packet that it began in. Borrowed.
    /// <see cref="OnLost"/> or the end follows.
    /// </summary>
    void OnTruncated(int side, in RecordHeader header, ReadOnlySpan<byte> fragment, in StreamPosition position);

    /// <summary>
    /// Receives an SSLv2-compatible or SSL 2.0 ClientHello at the start of a direction (RFC 5246 appendix E.2): the message without its
    /// two-byte length, starting with the message type. Borrowed.
    /// </summary>
    void OnSsl2ClientHello(int side, ReadOnlySpan<byte> message, in StreamPosition position);

    /// <summary>
    /// Bytes are missing, or a record header is invalid. Partial records and messages of this direction are lost. The reader resynchronizes
    /// by itself.
    /// </summary>
    /// <param name="side">Whose direction.</param>
    /// <param name="missing">The gap's size in bytes; 0 if the bytes are there but invalid.</param>
    /// <param name="records">Number of records lost or damaged, if framing continues without a search; otherwise <c>null</c>.</param>
    /// <param name="position">The packet at which it was noticed.</param>
    void OnLost(int side, long missing, int? records, in StreamPosition position);

    /// <summary>
    /// Receives bytes after the first record of a direction that are in no whole record. Called when a record follows, or at a gap or the
    /// end. Together with whole records, missing bytes and the bytes before the first record, these are all bytes of the direction.
    /// </summary>
    void OnUnread(int side, in UnreadBytes unread) { }

    /// <summary>
    /// After <see cref="OnLost"/>: whether a record starts at bytes that look like one. May be called for many places. The candidate is
    /// borrowed.
    /// </summary>
    CandidateVerdict Probe(int side, in TlsRecord candidate, in ResyncPoint place) => CandidateVerdict.Unknown;

    /// <summary>After <see cref="OnLost"/>: the next record of the direction starts here.</summary>
    void OnResync(int side, in ResyncPoint place, in StreamPosition position) { }
}
