using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using TlsDissect.Cli.Files;
using TlsDissect.Output.Conversations;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Export;

/// <summary>
/// Sorts frames by time, stably. What does not fit into memory is sorted in parts, which go to a temporary file that only its owner can
/// read and are merged at the end.
/// </summary>
/// <param name="write">Takes the frames in order.</param>
/// <param name="memory">Limit, in bytes, on the frames in memory.</param>
internal sealed class SortedFrames(FrameWriter write, int memory = 64 << 20) : IDisposable
{
    /// <summary>Time, length of the frame, length of the comment or -1.</summary>
    private const int HeaderSize = 20;

    private readonly ArrayBufferWriter<byte> _frames = new();
    private readonly List<(long Time, int Start)> _order = [];
    private readonly List<(long Start, long End)> _parts = [];
    private FileStream? _file;

    public void Add(CaptureTime time, ReadOnlySpan<byte> frame, string? comment)
    {
        byte[] text = comment is null ? [] : Encoding.UTF8.GetBytes(comment);
        int size = HeaderSize + frame.Length + text.Length;
        if (_order.Count > 0 && _frames.WrittenCount + size > memory) Spill();
        _order.Add((time.Nanoseconds, _frames.WrittenCount));
        Span<byte> header = _frames.GetSpan(size);
        BinaryPrimitives.WriteInt64LittleEndian(header, time.Nanoseconds);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], comment is null ? -1 : text.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], time.FractionDigits);
        frame.CopyTo(header[HeaderSize..]);
        text.CopyTo(header[(HeaderSize + frame.Length)..]);
        _frames.Advance(size);
    }

    /// <summary>Writes all frames.</summary>
    public void Complete()
    {
        if (_file is null)
        {
            Sort();
            foreach ((_, int start) in _order) Write(_frames.WrittenSpan[start..]);
            return;
        }

        Spill();
        _file.Flush();
        PriorityQueue<SpilledPart, (long Time, int Part)> next = new();
        for (int i = 0; i < _parts.Count; i++)
        {
            SpilledPart part = new(_file, _parts[i].Start, _parts[i].End, i);
            if (part.TryRead()) next.Enqueue(part, (part.Time, i));
        }

        while (next.TryDequeue(out SpilledPart? part, out _))
        {
            Write(part.Record);
            if (part.TryRead()) next.Enqueue(part, (part.Time, part.Number));
        }
    }

    public void Dispose() => _file?.Dispose();

    internal static int SizeOf(ReadOnlySpan<byte> header) =>
        HeaderSize + BinaryPrimitives.ReadInt32LittleEndian(header[8..]) +
            Math.Max(0, BinaryPrimitives.ReadInt32LittleEndian(header[12..]));

    private void Write(ReadOnlySpan<byte> record)
    {
        CaptureTime time = new(BinaryPrimitives.ReadInt64LittleEndian(record), BinaryPrimitives.ReadInt32LittleEndian(record[16..]));
        int length = BinaryPrimitives.ReadInt32LittleEndian(record[8..]), comment = BinaryPrimitives.ReadInt32LittleEndian(record[12..]);
        write(time, record.Slice(HeaderSize, length),
            comment < 0 ? null : Encoding.UTF8.GetString(record.Slice(HeaderSize + length, comment)));
    }

    /// <summary>Sorts by time, then by arrival.</summary>
    private void Sort() => _order.Sort(static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Start.CompareTo(b.Start));

    private void Spill()
    {
        _file ??= OwnerOnlyFile.CreateTemporary();
        Sort();
        long start = _file.Position;
        foreach ((_, int at) in _order)
        {
            ReadOnlySpan<byte> record = _frames.WrittenSpan[at..];
            _file.Write(record[..SizeOf(record)]);
        }

        _parts.Add((start, _file.Position));
        _order.Clear();
        _frames.ResetWrittenCount();
    }

    /// <summary>One part, read sequentially.</summary>
    private sealed class SpilledPart(FileStream file, long start, long end, int number)
    {
        private byte[] _block = new byte[1 << 16];
        private long _next = start;
        private int _first;
        private int _end;
        private int _size;

        public int Number { get; } = number;

        public long Time => BinaryPrimitives.ReadInt64LittleEndian(_block.AsSpan(_first));

        public ReadOnlySpan<byte> Record => _block.AsSpan(_first, _size);

        /// <summary>Moves to the next record. Returns <c>false</c> at the end.</summary>
        public bool TryRead()
        {
            _first += _size;
            _size = 0;
            if (!Fill(HeaderSize)) return false;
            int size = SizeOf(_block.AsSpan(_first));
            if (!Fill(size)) return false;
            _size = size;
            return true;
        }

        /// <summary>Reads until the buffer has this number of bytes.</summary>
        private bool Fill(int bytes)
        {
            if (_end - _first >= bytes) return true;
            byte[] block = bytes > _block.Length ? new byte[bytes] : _block;
            _block.AsSpan(_first, _end - _first).CopyTo(block);
            (_block, _end, _first) = (block, _end - _first, 0);
            while (_end < bytes && _next < end)
            {
                int read =
                    RandomAccess.Read(file.SafeFileHandle, _block.AsSpan(_end, (int)Math.Min(_block.Length - _end, end - _next)), _next);
                if (read == 0) return false;
                _next += read;
                _end += read;
            }

            return _end >= bytes;
        }
    }
}
