using System.Buffers;

namespace TlsDissect.Output.Report;

/// <summary>Receives JSON Lines in pieces of any size and passes each whole line on, without its line feed.</summary>
/// <param name="onLine">Receives a line. It is borrowed until the call returns.</param>
internal sealed class JsonLineStream(Action<ReadOnlyMemory<byte>> onLine) : Stream
{
    private readonly ArrayBufferWriter<byte> _begun = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        for (int end; (end = buffer.IndexOf((byte)'\n')) >= 0; buffer = buffer[(end + 1)..])
        {
            _begun.Write(buffer[..end]);
            onLine(_begun.WrittenMemory);
            _begun.ResetWrittenCount();
        }

        _begun.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing but an incomplete line is kept.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
