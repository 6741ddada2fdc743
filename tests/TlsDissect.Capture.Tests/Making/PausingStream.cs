namespace TlsDissect.Capture.Tests.Making;

/// <summary>A pipe whose writer pauses: the reader gets pieces of bytes, each once it is released.</summary>
internal sealed class PausingStream(byte[] content, int piece) : Stream
{
    private readonly SemaphoreSlim _pieces = new(0);
    private int _at;
    private int _allowed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Lets the next piece through; behind the last, the end.</summary>
    public void LetThrough() => _pieces.Release();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_at == _allowed)
        {
            _pieces.Wait();
            _allowed = Math.Min(content.Length, _allowed + piece);
        }

        int length = Math.Min(buffer.Length, _allowed - _at);
        content.AsSpan(_at, length).CopyTo(buffer);
        _at += length;
        return length;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
