using System.Security.Cryptography;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Connections.Quic;

/// <summary>
/// The streams of one connection (RFC 9000 §2): puts the data of each side of each stream in order, and reports it. Data that is missing is
/// waited for, because a sender sends it again, within <see cref="QuicLimits"/>.
/// </summary>
internal sealed class QuicStreams(QuicLimits limits, QuicConnection connection)
{
    /// <summary>How often in the time that data waits it is looked for.</summary>
    private const int ChecksPerTime = 16;

    /// <summary>Memory of an open stream and of a side of it, without data, in bytes.</summary>
    private const int HeldByStream = 250, HeldByHalf = 200;

    private readonly Dictionary<ulong, OpenStream> _open = [];
    private readonly LinkedList<OpenStream> _oldestFirst = new();
    private readonly FinishedStreams _finished = new(limits.MaxOpenStreams);
    private readonly HashSet<OpenStream> _waiting = [];
    private OpenStream? _latest;
    private CaptureTime? _observed;
    private long _kept;

    /// <summary>Whether data waits for missing data.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>Bytes of memory used.</summary>
    public long Held => _open.Count * (HeldByStream + 2 * HeldByHalf) + _finished.Count * 64 + _kept;

    /// <summary>Adds the data of a STREAM frame.</summary>
    public void Add(Direction direction, in QuicFrame frame, in StreamPosition position)
    {
        if (Find(frame.StreamId) is not OpenStream stream) return;
        OpenStream.Half half = Of(stream, direction);
        if (half.IsOver) return;
        if (frame.IsFin) half.FinalSize ??= (long)frame.Offset + frame.Data.Length;
        long before = half.Data.Held;
        Tell(stream, half, direction, half.Data.Add((long)frame.Offset, frame.Data, position), position);
        TakeKept(stream, half, direction);
        _kept += half.Data.Held - before;
        if (half.Data.IsFull || _kept > limits.MaxReorderedBytes) GiveUp(stream, direction);
        NoteWaiting(stream, half, position);
        TryEnd(stream, half, direction, position);
    }

    /// <summary>Handles RESET_STREAM: the sender sends no more of the stream, nor what is missing of it.</summary>
    public void Reset(Direction direction, in QuicFrame frame, in StreamPosition position)
    {
        if (Find(frame.StreamId) is not OpenStream stream) return;
        OpenStream.Half half = Of(stream, direction);
        if (half.IsOver) return;
        while (half.Data.IsWaiting) GiveUp(stream, direction);
        (half.ResetCode, half.FinalSize) = (frame.ErrorCode, half.Data.NextOffset);
        TryEnd(stream, half, direction, position);
    }

    /// <summary>Gives up data that was waited for too long.</summary>
    public void Observe(CaptureTime now)
    {
        // Often enough, because there may be thousands.
        long time = (long)limits.GapTime.TotalNanoseconds;
        if (_waiting.Count == 0 || (_observed is CaptureTime last && now.NanosecondsSince(last) < time / ChecksPerTime)) return;
        _observed = now;
        foreach (OpenStream stream in _waiting.OrderBy(waiting => waiting.Id).ToArray())
        {
            foreach (Direction direction in connection.BothDirections)
            {
                if (stream.Halves[direction.Side] is not { WaitingSince: CaptureTime since } half) continue;
                if (now.NanosecondsSince(since) <= time) continue;
                GiveUp(stream, direction);
                TryEnd(stream, half, direction, connection.LastOf(direction.Side));
            }
        }
    }

    /// <summary>Gives up what is missing of all streams, because no more packets will come.</summary>
    public void Complete()
    {
        foreach (OpenStream stream in _open.Values.OrderBy(stream => stream.Id).ToArray())
        {
            foreach (Direction direction in connection.BothDirections)
            {
                if (stream.Halves[direction.Side] is { IsOver: false } half) Complete(stream, half, direction);
            }

            Remove(stream);
        }

        connection.Counts.StreamList.Sort((a, b) => a.Id.CompareTo(b.Id));
    }

    /// <summary>Drops everything.</summary>
    public void Forget()
    {
        foreach (OpenStream stream in _open.Values)
        {
            foreach (OpenStream.Half? half in stream.Halves) half?.Dispose();
        }

        _open.Clear();
        _oldestFirst.Clear();
        _waiting.Clear();
        (_latest, _kept) = (null, 0);
    }

    private void Complete(OpenStream stream, OpenStream.Half half, Direction direction)
    {
        while (half.Data.IsWaiting) GiveUp(stream, direction);
        TryEnd(stream, half, direction, connection.LastOf(direction.Side));
        if (!half.IsOver) Close(stream, half, direction);
    }

    /// <summary>
    /// Gives up a stream, because too many are open. The sink is told the end of each side of it, even of one of which nothing came, so
    /// that it keeps nothing of the stream.
    /// </summary>
    private void GiveUp(OpenStream stream)
    {
        foreach (Direction direction in connection.BothDirections)
        {
            OpenStream.Half? half = stream.Halves[direction.Side];
            if (half is { IsOver: true } || (half is null && !QuicStream.HasDataOf(direction.Sender, stream.Id))) continue;
            if (half is not null) Complete(stream, half, direction);
            if (half is null or { IsEndTold: false })
                connection.Report().OnStreamEnd(direction.Sender, stream.Id, resetCode: null, connection.LastOf(direction.Side));
        }

        Remove(stream);
    }

    /// <summary>Finds a stream, or opens it; <c>null</c> if it is over.</summary>
    private OpenStream? Find(ulong id)
    {
        if (_latest?.Id == id) return _latest;
        if (_open.TryGetValue(id, out OpenStream? known)) return _latest = known;
        if (_finished.Contains(id)) return null;
        if (_open.Count >= limits.MaxOpenStreams && _oldestFirst.First is { Value: OpenStream oldest }) GiveUp(oldest);
        QuicStream? listed = null;
        if (connection.Counts.StreamList.Count < limits.MaxListedStreams) connection.Counts.StreamList.Add(listed = new QuicStream(id));
        else connection.Counts.UnlistedStreams++;
        OpenStream stream = new(id, listed);
        stream.Place = _oldestFirst.AddLast(stream);
        return _latest = _open[id] = stream;
    }

    private OpenStream.Half Of(OpenStream stream, Direction direction)
    {
        if (stream.Halves[direction.Side] is OpenStream.Half known) return known;
        OpenStream.Half half = new(limits.MaxReorderedBytes);
        if (connection.IsHashed) half.Hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        return stream.Halves[direction.Side] = half;
    }

    private void Tell(OpenStream stream, OpenStream.Half half, Direction direction, ReadOnlySpan<byte> data, in StreamPosition position)
    {
        if (data.IsEmpty) return;
        if (stream.Listed is QuicStream listed) listed.Of(direction.Sender).Bytes += data.Length;
        half.Hash?.AppendData(data);
        connection.Report().OnStreamData(direction, stream.Id, data, position);
    }

    private void TakeKept(OpenStream stream, OpenStream.Half half, Direction direction)
    {
        while (half.Data.TryTake(out OutOfOrderSegments.Piece piece))
        {
            Tell(stream, half, direction, piece.Bytes, piece.Position);
            OutOfOrderSegments.Return(piece);
        }
    }

    /// <summary>Gives up the bytes before the first that wait.</summary>
    private void GiveUp(OpenStream stream, Direction direction)
    {
        OpenStream.Half half = stream.Halves[direction.Side]!;
        long before = half.Data.Held;
        long missing = half.Data.SkipGap();
        if (missing > 0)
        {
            if (stream.Listed is QuicStream listed) listed.Of(direction.Sender).MissingBytes += missing;
            connection.Report().OnStreamGap(direction.Sender, stream.Id, missing, connection.LastOf(direction.Side));
            TakeKept(stream, half, direction);
        }

        _kept += half.Data.Held - before;
        NoteWaiting(stream, half, connection.LastOf(direction.Side));
    }

    private void NoteWaiting(OpenStream stream, OpenStream.Half half, in StreamPosition position)
    {
        half.WaitingSince = half.Data.IsWaiting ? half.WaitingSince ?? position.Time : null;
        if (half.Data.IsWaiting) _waiting.Add(stream);
        else if (_waiting.Count > 0 && !Array.Exists(stream.Halves, other => other is { Data.IsWaiting: true })) _waiting.Remove(stream);
    }

    private void TryEnd(OpenStream stream, OpenStream.Half half, Direction direction, in StreamPosition position)
    {
        if (half.IsOver || half.Data.NextOffset < half.FinalSize || half.FinalSize is null) return;
        if (stream.Listed is QuicStream listed)
        {
            QuicStreamSide side = listed.Of(direction.Sender);
            (side.IsFinished, side.ResetCode) = (half.ResetCode is null, half.ResetCode);
        }

        half.IsEndTold = true;
        connection.Report().OnStreamEnd(direction.Sender, stream.Id, half.ResetCode, position);
        Close(stream, half, direction);
        if (QuicStream.IsOneWayId(stream.Id) || Array.TrueForAll(stream.Halves, other => other is { IsOver: true })) Remove(stream);
    }

    private void Close(OpenStream stream, OpenStream.Half half, Direction direction)
    {
        half.IsOver = true;
        _kept -= half.Data.Held;
        if (half.Hash is IncrementalHash hash && stream.Listed is QuicStream listed)
            listed.Of(direction.Sender).Sha256 = hash.GetHashAndReset();
        half.Dispose();
    }

    private void Remove(OpenStream stream)
    {
        if (!_open.Remove(stream.Id)) return;
        _oldestFirst.Remove(stream.Place!);
        foreach (OpenStream.Half? half in stream.Halves)
        {
            if (half is not { IsOver: false }) continue;
            _kept -= half.Data.Held;
            half.Dispose();
        }

        _waiting.Remove(stream);
        _finished.Add(stream.Id);
        if (_latest == stream) _latest = null;
    }
}
