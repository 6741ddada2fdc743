using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>
/// What the lengths and the order of TLS 1.3 records tell where they stay encrypted. They hide the Finished messages and alerts. But only a handshake that both sides
/// completed goes on with records that are too long, or too many, to be alerts.
/// </summary>
internal struct HiddenFlights
{
    /// <summary>The shortest record that can hold a Finished: header, SHA-256, content type, and the tag of AES_128_CCM_8. An alert takes 11 to 19 bytes without padding.</summary>
    public const int ShortestFinished = 4 + 32 + 1 + 8;

    /// <summary>Records of the server that are too long to be alerts. One alone may be an alert with padding, or data that it sent before it read the client's flight.</summary>
    private const int LeastData = 2;

    /// <summary>Two alerts may end a connection: user_canceled and close_notify.</summary>
    private const int MostAlerts = 2;

    private bool _hasServerFlight;
    private byte _serverData;
    private byte _clientRecords;
    private byte _serverAnswers;
    private ushort _longestOfClient;
    private ushort _lastAnswer;

    /// <summary>Whether the client sent a record after the server's flight.</summary>
    public readonly bool HasClientFlight => _clientRecords > 0;

    /// <summary>Whether the server sent any record under its keys.</summary>
    public readonly bool HasServerFlight => _hasServerFlight;

    /// <summary>Whether both sides sent records after both flights, and the server more than alerts.</summary>
    public readonly bool GoesOn => _clientRecords > 1 && _longestOfClient >= ShortestFinished && (_serverData >= LeastData || _serverAnswers > MostAlerts);

    /// <summary>Whether the client answered the server's flight with nothing but one record that is too short to be a Finished.</summary>
    public readonly bool IsClientAlert => _clientRecords == 1 && _longestOfClient < ShortestFinished;

    /// <summary>The length of the server's only answer to the client's flight if it may be an alert; else 0.</summary>
    public readonly int ServerAlert => _serverAnswers == 1 ? _lastAnswer : 0;

    /// <summary>A protected record, in the order of the capture.</summary>
    public void Add(Sender sender, int length)
    {
        ushort shown = (ushort)Math.Min(length, ushort.MaxValue);
        if (sender == Sender.Server && _clientRecords == 0)
        {
            _hasServerFlight = true;
        }
        else if (sender == Sender.Server)
        {
            if (length >= ShortestFinished && _serverData < LeastData) _serverData++;
            if (_serverAnswers <= MostAlerts) _serverAnswers++;
            _lastAnswer = shown;
        }
        else if (_hasServerFlight)
        {
            // What a client sends before is early data.
            if (_clientRecords < 2) _clientRecords++;
            _longestOfClient = Math.Max(_longestOfClient, shown);
        }
    }
}
