using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Follow;

/// <summary>
/// One connection's plaintext until the connection is over and its block is written. What is kept of a record, its sender and packet, lies beside its
/// bytes in the spool: memory does not grow with what is said.
/// </summary>
internal sealed class DataSpool(SpoolFile file) : IDisposable
{
    /// <summary>Sender and kind, packet, length.</summary>
    private const int HeaderSize = 1 + 8 + 8;
    private const byte GapFlag = 2, SkippedFlag = 4;

    private readonly SpooledBytes _bytes = new(file);

    /// <summary>What one side said until the other spoke, or a hole in it.</summary>
    /// <param name="From">Whose.</param>
    /// <param name="Packet">The packet that completed its first record.</param>
    /// <param name="Length">In bytes.</param>
    /// <param name="Missing">For a hole: bytes that were not captured, 0 where they were of no use; -1 for what is there.</param>
    /// <param name="Skipped">For a hole: bytes that could not be read as records.</param>
    /// <param name="At">Where it starts in the spool.</param>
    internal readonly record struct Run(Sender From, long Packet, long Length, long Missing, long Skipped, long At)
    {
        public bool IsGap => Missing >= 0;
    }

    public void Add(Sender from, ReadOnlySpan<byte> data, long packet)
    {
        if (data.IsEmpty) return;
        WriteHeader((byte)from, packet, data.Length);
        _bytes.Append(data);
    }

    public void AddGap(Sender from, long missing, long packet) => WriteHeader((byte)((byte)from | GapFlag), packet, missing);

    public void AddSkipped(Sender from, long bytes, long packet) => WriteHeader((byte)((byte)from | GapFlag | SkippedFlag), packet, bytes);

    /// <summary>All of it, in the order it came.</summary>
    public IEnumerable<Run> Runs()
    {
        long at = 0;
        while (at < _bytes.Length)
        {
            Run run = ReadHeader(at);
            long next = at + HeaderSize + run.Length;
            while (next < _bytes.Length && ReadHeader(next) is Run more && more.From == run.From && more.IsGap == run.IsGap)
            {
                run = run with { Length = run.Length + more.Length, Missing = run.IsGap ? run.Missing + more.Missing : -1, Skipped = run.Skipped + more.Skipped };
                next += HeaderSize + more.Length;
            }

            yield return run;
            at = next;
        }
    }

    /// <summary>A run's bytes from its start, without what lies between its records.</summary>
    public RunReader Read(in Run run) => new(this, run);

    public void Dispose() => _bytes.Dispose();

    private void WriteHeader(byte kind, long packet, long length)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        header[0] = kind;
        BinaryPrimitives.WriteInt64LittleEndian(header[1..], packet);
        BinaryPrimitives.WriteInt64LittleEndian(header[9..], length);
        _bytes.Append(header);
    }

    private Run ReadHeader(long at)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        _bytes.Read(at, header);
        bool isGap = (header[0] & GapFlag) != 0;
        bool isSkipped = (header[0] & SkippedFlag) != 0;
        long length = BinaryPrimitives.ReadInt64LittleEndian(header[9..]);
        return new Run((Sender)(header[0] & 1), BinaryPrimitives.ReadInt64LittleEndian(header[1..]), isGap ? 0 : length, !isGap ? -1 : isSkipped ? 0 : length, isSkipped ? length : 0, at);
    }

    /// <summary>Reads a run piece by piece.</summary>
    internal struct RunReader(DataSpool spool, Run run)
    {
        private long _at = run.At;
        private long _leftInRecord;
        private long _left = run.Length;

        /// <summary>Fills the buffer, or as much of it as is left to read.</summary>
        /// <returns>Bytes read; 0 at the end.</returns>
        public int Read(Span<byte> buffer)
        {
            int read = 0;
            while (read < buffer.Length && _left > 0)
            {
                if (_leftInRecord == 0)
                {
                    _leftInRecord = spool.ReadHeader(_at).Length;
                    _at += HeaderSize;
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
