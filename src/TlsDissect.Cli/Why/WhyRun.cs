using System.Buffers;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;
using TlsDissect.Cli.Terminal;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Cli.Why;

/// <summary><c>why</c>: reads the captures, with one or more threads, and compares all connections with all keys.</summary>
internal sealed class WhyRun
{
    private readonly RunInput _input;
    private readonly bool _isJson;
    private readonly int? _width;
    private readonly IReadOnlyDictionary<string, CertificateDetails> _certificates;
    private readonly Lock _lock = new();
    private readonly List<(WhyPart Part, WhySink Sink)> _parts = [];

    /// <param name="input">What to read.</param>
    /// <param name="isJson">Whether lines of JSON are written.</param>
    /// <param name="width">Columns of text; <c>null</c> for any.</param>
    public WhyRun(RunInput input, bool isJson, int? width)
    {
        (_input, _isJson, _width) = (input, isJson, width);
        _certificates = KeyCertificates.Of(input.KeyFiles);
    }

    public int Run(OutputTarget target, SignalHandler interruption) =>
        ReadRun.Write(_input, target.Stream, MakeSink, Close, _isJson, interruption);

    private WhySink MakeSink(ArrayBufferWriter<byte> buffer, DissectionRun run)
    {
        WhyPart part = NewPart();
        WhySink sink = new(part, run, _isJson ? buffer : null);
        lock (_lock) _parts.Add((part, sink));
        return sink;
    }

    private WhyPart NewPart() => new(_input.Keys, _certificates, Math.Max(ConnectionTable.UsualRows, _input.Selected?.Count ?? 0));

    private void Close(ArrayBufferWriter<byte> buffer)
    {
        WhyPart whole = NewPart();
        foreach ((WhyPart part, WhySink sink) in _parts)
        {
            sink.Complete();
            whole.Add(part);
        }

        whole.Keys.AddKeyLogs();
        if (_isJson)
        {
            KeyText text = new(whole.Facts);
            foreach (KeyFit key in whole.Keys.All) WhyJson.Write(buffer, key, text.Of(key));
            return;
        }

        using BufferTextWriter output = new(buffer);
        new WhyText(output, _width, isSelection: _input.Where is not null || _input.Selected is not null).Write(whole);
    }
}
