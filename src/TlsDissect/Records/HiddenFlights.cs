using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>
/// What the lengths and the order of encrypted TLS 1.3 records reveal. They hide the Finished messages and alerts. But only a handshake
/// that both sides completed continues with records that are too long, or too many, to be alerts.
/// </summary>
internal struct HiddenFlights
{
    /// <summary>
    /// Size of the shortest record that can hold a Finished: header, SHA-256, content type, and the tag of AES_128_CCM_8. An alert takes 11
    /// to 19 bytes without padding.
    /// </summary>
    public const int ShortestFinished = 4 + 32 + 1 + 8;

    /// <summary>Whether a record is the client's, and not too short for its Finished.</summary>
    public static bool MayBeFinished(Sender from, int length) => from == Sender.Client && length >= ShortestFinished;

    /// <summary>
    /// Number of server records too long to be alerts that prove data. A single one may be an alert with padding, or data sent before the
    /// server read the client's flight.
    /// </summary>
    private const int LeastData = 2;

    /// <summary>Maximum number of alerts that end a connection: user_canceled and close_notify.</summary>
    private const int MostAlerts = 2;

    private bool _hasServerFlight;
    private byte _serverData;
    private byte _clientRecords;
    private byte _serverAnswers;
    private ushort _longestOfClient;
    private ushort _lastAnswer;
    private HiddenHandshake _handshake;

    /// <summary>Whether the client sent a record after the server's flight.</summary>
    public readonly bool HasClientFlight => _clientRecords > 0;

    /// <summary>Whether the server sent any record under its keys.</summary>
    public readonly bool HasServerFlight => _hasServerFlight;

    /// <summary>Whether both sides sent records after both flights, and the server sent more than alerts.</summary>
    public readonly bool GoesOn =>
        _clientRecords > 1 && _longestOfClient >= ShortestFinished && (_serverData >= LeastData || _serverAnswers > MostAlerts);

    /// <summary>Whether the client's only answer to the server's flight is one record that is too short to be a Finished.</summary>
    public readonly bool IsClientAlert => _clientRecords == 1 && _longestOfClient < ShortestFinished;

    /// <summary>Length of the server's only answer to the client's flight if it may be an alert; otherwise 0.</summary>
    public readonly int ServerAlert => _serverAnswers == 1 ? _lastAnswer : 0;

    /// <summary>The handshake records of one side that stay encrypted.</summary>
    public readonly EncryptedHandshake Handshake(Sender sender) => _handshake.Of(sender);

    /// <summary>A ServerHello of TLS 1.3 was read.</summary>
    public void Begin(CipherSuite? suite, bool offersEarlyData) =>
        _handshake.Begin(suite is null ? 0 : SuiteHashes.Length(suite.Hash), suite?.TagLength() ?? 0, offersEarlyData);

    /// <summary>The flight of a side is over or, because bytes of it are missing, cannot be told from what follows.</summary>
    public void End(Sender sender) => _handshake.End(sender);

    /// <summary>A record that stays encrypted, in the order of the capture.</summary>
    /// <returns>What belongs to the handshake; see <see cref="HiddenHandshake.Add"/>.</returns>
    public EncryptedHandshake AddOpaque(Sender sender, int length)
    {
        Add(sender, length);
        return _handshake.Add(sender, length);
    }

    /// <summary>
    /// A record that was decrypted, in the order of the capture: a handshake message or, after the flight of its sender, data.
    /// </summary>
    public void AddDecrypted(Sender sender) => Add(sender, ShortestFinished);

    private void Add(Sender sender, int length)
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
            // What the client sends before that is early data.
            if (_clientRecords < 2) _clientRecords++;
            _longestOfClient = Math.Max(_longestOfClient, shown);
        }
    }
}
