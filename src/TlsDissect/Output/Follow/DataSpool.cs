using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Follow;

/// <summary>
/// Keeps one connection's plaintext until the connection is over and its block is written. The sender and packet of a record are stored
/// with its bytes in the spool, so that memory does not grow with the data.
/// </summary>
internal sealed class DataSpool(SpoolFile file) : IDisposable
{
    /// <summary>Size of sender and kind, packet, and length. The ID of a stream follows if there is one.</summary>
    private const int HeaderSize = 1 + 8 + 8;

    private const int StreamSize = sizeof(ulong);
    private const byte GapFlag = 2, SkippedFlag = 4, StreamFlag = 8;

    private readonly SpooledBytes _bytes = new(file);

    /// <summary>The data that one side sent until the other did, or a hole in it.</summary>
    /// <param name="From">Who sent it.</param>
    /// <param name="Packet">The packet that completed its first record.</param>
    /// <param name="Length">In bytes.</param>
    /// <param name="Missing">For a hole: number of bytes that were not captured, 0 if they were captured but unusable. For data,
    /// -1.</param>
    /// <param name="Skipped">For a hole: number of bytes that could not be read as records.</param>
    /// <param name="At">Offset of its start in the spool.</param>
    internal readonly record struct Run(Sender From, long Packet, long Length, long Missing, long Skipped, long At)
    {
        /// <summary>The stream of QUIC; <c>null</c> if the data is not in one.</summary>
        public ulong? Stream { get; init; }

        public bool IsGap => Missing >= 0;
    }

    public void Add(Sender from, ReadOnlySpan<byte> data, long packet, ulong? stream = null)
    {
        if (data.IsEmpty) return;
        WriteHeader((byte)from, packet, data.Length, stream);
        _bytes.Append(data);
    }

    public void AddGap(Sender from, long missing, long packet, ulong? stream = null) =>
        WriteHeader((byte)((byte)from | GapFlag), packet, missing, stream);

    public void AddSkipped(Sender from, long bytes, long packet) => WriteHeader((byte)((byte)from | GapFlag | SkippedFlag), packet, bytes);

    /// <summary>All runs in order of arrival.</summary>
    public IEnumerable<Run> Runs()
    {
        long at = 0;
        while (at < _bytes.Length)
        {
            Run run = ReadHeader(at);
            long next = at + SizeOf(run) + run.Length;
            while (next < _bytes.Length && ReadHeader(next) is Run more && IsOfRun(more, run))
            {
                run = run with
                {
                    Length = run.Length + more.Length,
                    Missing = run.IsGap ? run.Missing + more.Missing : -1,
                    Skipped = run.Skipped + more.Skipped,
                };
                next += SizeOf(more) + more.Length;
            }

            yield return run;
            at = next;
        }
    }

    /// <summary>Reads a run's bytes from its start, without the headers between its records.</summary>
    public RunReader Read(in Run run) => new(this, run);

    public void Dispose() => _bytes.Dispose();

    private static bool IsOfRun(in Run more, in Run run) =>
        more.From == run.From && more.IsGap == run.IsGap && more.Stream == run.Stream;

    /// <summary>Size of a header.</summary>
    private static int SizeOf(in Run run) => run.Stream is null ? HeaderSize : HeaderSize + StreamSize;

    private void WriteHeader(byte kind, long packet, long length, ulong? stream = null)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        header[0] = stream is null ? kind : (byte)(kind | StreamFlag);
        BinaryPrimitives.WriteInt64LittleEndian(header[1..], packet);
        BinaryPrimitives.WriteInt64LittleEndian(header[9..], length);
        _bytes.Append(header);
        if (stream is not ulong id) return;
        BinaryPrimitives.WriteUInt64LittleEndian(header, id);
        _bytes.Append(header[..StreamSize]);
    }

    private Run ReadHeader(long at)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        _bytes.Read(at, header);
        bool isGap = (header[0] & GapFlag) != 0;
        bool isSkipped = (header[0] & SkippedFlag) != 0;
        long length = BinaryPrimitives.ReadInt64LittleEndian(header[9..]);
        return new Run((Sender)(header[0] & 1), BinaryPrimitives.ReadInt64LittleEndian(header[1..]), isGap ? 0 : length,
            !isGap ? -1 : isSkipped ? 0 : length, isSkipped ? length : 0, at)
        {
            Stream = (header[0] & StreamFlag) != 0 ? ReadStream(at + HeaderSize) : null,
        };
    }

    private ulong ReadStream(long at)
    {
        Span<byte> id = stackalloc byte[StreamSize];
        _bytes.Read(at, id);
        return BinaryPrimitives.ReadUInt64LittleEndian(id);
    }

    /// <summary>Reads a run piece by piece.</summary>
    internal struct RunReader(DataSpool spool, Run run)
    {
        private long _at = run.At;
        private long _leftInRecord;
        private long _left = run.Length;

        /// <summary>Fills the buffer, or as much of it as is left to read.</summary>
        /// <returns>Number of bytes read; 0 at the end.</returns>
        public int Read(Span<byte> buffer)
        {
            int read = 0;
            while (read < buffer.Length && _left > 0)
            {
                if (_leftInRecord == 0)
                {
                    Run record = spool.ReadHeader(_at);
                    _leftInRecord = record.Length;
                    _at += SizeOf(record);
                }

                int length = (int)Math.Min(buffer.Length - read, _leftInRecord);
                spool._bytes.Read(_at, buffer.Slice(read, length));
                read += length;
                _at += length;
                _leftInRecord -= length;
                _left -= length;
            }

            return read;
        }
    }
}
