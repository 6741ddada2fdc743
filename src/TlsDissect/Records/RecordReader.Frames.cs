using TlsDissect.Protocol;
using TlsDissect.Records.Framings;

namespace TlsDissect.Records;

/// <content>Reads records in the frames of another protocol. Only their bytes reach the framing of records.</content>
internal sealed partial class RecordReader
{
    /// <summary>
    /// Maximum number of losses after which frames are looked for. Only handshakes are in frames that the search finds, so more losses are
    /// not of this protocol. Each loss uses stack and searches the kept bytes again.
    /// </summary>
    private const int MostTimesLost = 16;

    private IUnframer? _unframer;

    /// <summary>Number of carrier bytes that TLS does not protect.</summary>
    private long _otherData;

    /// <summary>Number of bytes between a loss and the next frame, and the packet that they begin in.</summary>
    private (long Length, StreamPosition First) _unframed;

    private bool _isFrameMissing;

    /// <summary>Number of times that frames were lost.</summary>
    private int _timesLost;

    /// <summary>The protocol whose frames the records of this direction are in, or were in.</summary>
    public Carrier? Carrier { get; private set; }

    /// <summary>Whether the search after a loss looks for frames. A direction that had records without frames has none.</summary>
    private bool MayBeFramed => _unframer is null && Carrier is not null && _timesLost < MostTimesLost;

    /// <summary>Decides whether both directions are in frames of one protocol, or neither is.</summary>
    private void JudgeFrames(RecordSearch search)
    {
        if (search.Unframer is not IUnframer found) return;
        bool isOther =
            (Carrier ?? found.Carrier) != found.Carrier || (Other is { _established: true } other && other.Carrier != found.Carrier);
        if (isOther) search.Unframer = null;
        // The bytes before the record are a header.
        else _loss?.Preceding.Clear();
    }

    /// <summary>Reads on through an unframer, because a record was found in a frame. Begins with the bytes that the search kept.</summary>
    private void BeginFrames(ReadOnlySpan<byte> data, in StreamPosition position)
    {
        RecordSearch raw = _search!;
        (_unframer, _search) = (raw.Unframer, null);
        Carrier = _unframer!.Carrier;
        _handler.OnCarrier(side, _unframer.Carrier);
        ReadFrames(raw.Found, position);
        raw.Dispose();
        Read(data, position);
    }

    private void ReadFrames(ReadOnlySpan<byte> data, in StreamPosition position)
    {
        while (!data.IsEmpty)
        {
            if (_unframer is not IUnframer unframer)
            {
                ReadRecords(data, position);
                return;
            }

            FramePart part = unframer.Next(ref data);
            if (part.Kind == FrameBytes.Skipped) AddUnframed(part.Bytes.Length, position);
            else Take(part, position);
        }
    }

    private void Take(in FramePart part, in StreamPosition position)
    {
        TellUnframed();
        switch (part.Kind)
        {
            case FrameBytes.Tls:
                ReadRecords(part.Bytes, position);
                break;
            case FrameBytes.OtherData:
                _otherData += part.Bytes.Length;
                break;
            case FrameBytes.NewSession:
                BeginSession(position);
                break;
            case FrameBytes.Invalid:
                LoseFrames(0, part.Bytes, position);
                break;
        }
    }

    /// <summary>Handles lost frames, which may have contained records.</summary>
    /// <param name="missing">Bytes that are missing; 0 if a header is invalid.</param>
    /// <param name="header">The invalid header.</param>
    /// <param name="position">The packet at which it was noticed.</param>
    private void LoseFrames(long missing, ReadOnlySpan<byte> header, in StreamPosition position)
    {
        TellUnframed();
        bool findsFrames = _unframer!.FindsFrames;
        if (!findsFrames) _unframer = null;
        _isFrameMissing = missing > 0;
        GapInRecords(missing, isPlaceKnown: false, position);
        _timesLost++;
        _search!.MayBeFramed = MayBeFramed;
        if (findsFrames) AddUnframed(header.Length, position);
        else _search.Push(header, position);
    }

    /// <summary>Begins another TLS session, because the carrier does. A partial record will not be completed.</summary>
    private void BeginSession(in StreamPosition position)
    {
        if (_skipping || _held.Count > 0) GapInRecords(0, isPlaceKnown: false, position);
        _handler.OnNextSession(side);
    }

    private void AddUnframed(long length, in StreamPosition position)
    {
        if (length == 0) return;
        _unframed = (_unframed.Length + length, _unframed.Length > 0 ? _unframed.First : position);
    }

    private void TellUnframed()
    {
        if (_unframed.Length == 0) return;
        _handler.OnUnread(side,
            new UnreadBytes(_isFrameMissing ? UnreadKind.Damaged : UnreadKind.Skipped, _unframed.Length, _unframed.First));
        // There may be records among them.
        _loss?.Add(_unframed.Length);
        _unframed = default;
    }

    private void CompleteFrames()
    {
        TellUnframed();
        if (_otherData > 0) _handler.OnCarrierData(side, new CarrierData(Carrier!.Value, _otherData, _unframer is { HidesTls: true }));
    }
}
