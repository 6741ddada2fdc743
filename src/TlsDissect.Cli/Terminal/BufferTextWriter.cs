using System.Buffers;
using System.Text;

namespace TlsDissect.Cli.Terminal;

/// <summary>Writes text as UTF-8 into a buffer, without buffering of its own.</summary>
internal sealed class BufferTextWriter : TextWriter
{
    private readonly IBufferWriter<byte> _buffer;

    public BufferTextWriter(IBufferWriter<byte> buffer)
    {
        _buffer = buffer;
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer) => Encoding.UTF8.GetBytes(buffer, _buffer);

    public override void WriteLine(string? value)
    {
        Write(value.AsSpan());
        Write(CoreNewLine);
    }
}
