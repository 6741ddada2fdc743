using TlsDissect.Output.Follow;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>Writes a connection's plaintext under its block: what each side said, in order, as text and as a hex dump.</summary>
internal sealed class TextDataWriter(TextWriter output, TextOptions options)
{
    /// <summary>Marks data of a NULL cipher whose MAC no key verified.</summary>
    public const string NotAuthenticated = ", not authenticated";

    private readonly TextPalette _palette = options.Palette;
    private readonly TurnWriter _turn = new(output, options);
    private readonly byte[] _buffer = new byte[SpoolFile.BlockSize];

    /// <summary>Where data is in QUIC; empty for other transports.</summary>
    public static string PlaceOf(ConnectionSummary connection, ulong? stream) =>
        stream is ulong id ? $", stream {id}" : connection.Transport == TransportKind.Quic ? ", DATAGRAM frames" : "";

    public void Write(DataSpool spool, ConnectionSummary connection)
    {
        string mark = connection.IntegrityVerified != false ? "" : NotAuthenticated;
        foreach (DataSpool.Run run in spool.Runs())
        {
            string colour = run.IsGap ? _palette.Bad : run.From == Sender.Client ? _palette.Client : _palette.Server;
            string what = run switch
            {
                { IsGap: false } => $", {Plural.Of(run.Length, "byte")}{mark}",
                { Missing: > 0, Skipped: > 0 } =>
                    $": {Plural.Of(run.Missing, "byte")} not captured, " +
                        $"{Plural.Of(run.Skipped, "byte")} not readable as {MissingText.Units(connection.Transport)}",
                { Skipped: > 0 } => $": {Plural.Of(run.Skipped, "byte")} {MissingText.NotReadable(connection.Transport)}",
                { Stream: not null } => $": {Plural.Of(run.Missing, "byte")} {MissingText.OfStream}",
                { Missing: > 0 } => $": {Plural.Of(run.Missing, "byte")} not captured",
                _ => $": {MissingText.Records(connection.Transport)}",
            };
            output.WriteLine();
            string place = run is { IsGap: true, Stream: null } ? "" : PlaceOf(connection, run.Stream);
            output.WriteLine($"{colour}  {options.Glyphs.Speaker(run.From)}  packet {run.Packet}{place}{what}{_palette.Reset}");
            if (run.IsGap) continue;
            WriteTurn(spool, run);
        }
    }

    private void WriteTurn(DataSpool spool, in DataSpool.Run run)
    {
        DataSpool.RunReader reader = spool.Read(run);
        long left = run.Length;
        for (int length; (length = (int)Math.Min(_buffer.Length, Math.Min(left, _turn.Room))) > 0; left -= length)
        {
            int read = reader.Read(_buffer.AsSpan(0, length));
            _turn.Write(_buffer.AsSpan(0, read));
        }

        _turn.LeaveOut(left);
        _turn.End();
    }
}
