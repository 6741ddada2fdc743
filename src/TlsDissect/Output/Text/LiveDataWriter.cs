using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>Writes plaintext as it comes, of all connections in turn: a line says who speaks where that changes.</summary>
internal sealed class LiveDataWriter(TextWriter output, TextOptions options)
{
    private readonly TurnWriter _turn = new(output, options);
    private (long Id, Sender From, ulong? Stream) _speaker;

    public void Write(ConnectionSummary connection, ApplicationData data)
    {
        if (data.Plaintext.IsEmpty) return;
        if (_speaker != (connection.Id, data.From, data.Stream)) Begin(connection, data);
        _turn.Write(data.Plaintext);
    }

    /// <summary>Something else is written next.</summary>
    public void End()
    {
        _speaker = default;
        _turn.End();
    }

    private void Begin(ConnectionSummary connection, ApplicationData data)
    {
        End();
        _speaker = (connection.Id, data.From, data.Stream);
        string colour = data.From == Sender.Client ? options.Palette.Client : options.Palette.Server;
        string mark = data.IsAuthenticated ? "" : TextDataWriter.NotAuthenticated;
        output.WriteLine($"{colour}  {connection.Id,6}  {options.Glyphs.Speaker(data.From)}  packet " +
            $"{data.Position.Packet}{TextDataWriter.PlaceOf(connection, data.Stream)}{mark}{options.Palette.Reset}");
    }
}
