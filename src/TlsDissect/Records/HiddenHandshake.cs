using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>
/// Tells the handshake records of TLS 1.3 from application data where both stay encrypted: by their order, and by the length of the
/// Finished, which ends a flight. A record that may be either counts as data.
/// </summary>
internal struct HiddenHandshake
{
    /// <summary>Bytes of a record's inner content type (RFC 8446 §5.2).</summary>
    private const int ContentTypeLength = 1;

    /// <summary>A Certificate without certificates: header, empty context, empty list (RFC 8446 §4.4.2).</summary>
    private const int EmptyCertificate = 4 + 1 + 3;

    /// <summary>A header alone (RFC 8446 §4.5).</summary>
    private const int EndOfEarlyData = 4;

    /// <summary>A longer flight of a server is not a handshake: it is the limit of OpenSSL for a chain of certificates.</summary>
    private const int MostOfServer = 100 << 10;

    /// <summary>Full records that a client's chain of certificates may fill.</summary>
    private const int MostFull = 16;

    /// <summary>Records of a client that are looked at for the Finished after early data.</summary>
    private const int MostEarly = 64;

    private enum ClientPlace : byte
    {
        /// <summary>Its next record is data.</summary>
        Over,

        /// <summary>It sends early data, and then its Finished.</summary>
        Early,

        /// <summary>Its next record is the first of its flight.</summary>
        First,

        /// <summary>It has sent a record that may be its Certificate, or all of its flight.</summary>
        Certificate,
    }

    private byte _tag;
    private byte _finished;
    private bool _isServerFlight;
    private bool _hasServerSent;
    private ClientPlace _client;
    private byte _left;
    private byte _full;
    private byte _pendingRecords;
    private ushort _last;
    private int _pendingBytes;
    private int _serverRecords;
    private int _serverBytes;
    private int _clientRecords;
    private int _clientBytes;

    /// <summary>The handshake records of one side so far.</summary>
    public readonly EncryptedHandshake Of(Sender sender) => sender == Sender.Client
        ? new EncryptedHandshake(_clientRecords, _clientBytes)
        : new EncryptedHandshake(_serverRecords, _serverBytes);

    /// <summary>A ServerHello of TLS 1.3 was read: the server's flight follows, and then the client's.</summary>
    /// <param name="hashLength">Bytes of the suite's hash, which are those of a Finished; 0 if the suite is not known.</param>
    /// <param name="tagLength">Bytes that protection adds to a record's content.</param>
    /// <param name="offersEarlyData">Whether the client may send data before its Finished.</param>
    public void Begin(int hashLength, int tagLength, bool offersEarlyData)
    {
        _tag = (byte)(ContentTypeLength + tagLength);
        _finished = hashLength == 0 ? (byte)0 : (byte)(4 + hashLength + _tag);
        (_isServerFlight, _hasServerSent) = (true, false);
        (_client, _left) = offersEarlyData ? (ClientPlace.Early, (byte)MostEarly) : (ClientPlace.First, (byte)0);
        (_last, _full, _pendingRecords, _pendingBytes) = (0, 0, 0, 0);
    }

    /// <summary>The flight of a side is over, or cannot be told from what follows.</summary>
    public void End(Sender sender)
    {
        _isServerFlight = false;
        if (sender == Sender.Client) _client = ClientPlace.Over;
    }

    /// <summary>A record that stays encrypted, in the order of the capture.</summary>
    /// <returns>
    /// The part that belongs to the handshake and was not returned before: nothing, this record, or earlier ones of its sender too.
    /// </returns>
    public EncryptedHandshake Add(Sender sender, int length)
    {
        EncryptedHandshake found = sender == Sender.Server ? AddServer(length) : AddClient(length);
        if (sender == Sender.Server)
        {
            _serverRecords += (int)found.Records;
            _serverBytes += (int)found.CiphertextBytes;
        }
        else
        {
            _clientRecords += (int)found.Records;
            _clientBytes += (int)found.CiphertextBytes;
        }

        return found;
    }

    private EncryptedHandshake AddServer(int length)
    {
        // A client sends its flight without waiting.
        if (_client == ClientPlace.Certificate) _client = ClientPlace.Over;
        if (!_isServerFlight) return default;
        // EncryptedExtensions comes before Finished (RFC 8446 §2).
        _isServerFlight = !(_hasServerSent && length == _finished) && _serverBytes + length <= MostOfServer;
        _hasServerSent = true;
        return new EncryptedHandshake(1, length);
    }

    private EncryptedHandshake AddClient(int length)
    {
        if (_client == ClientPlace.Early && !_hasServerSent) return default;
        _isServerFlight = false;
        switch (_client)
        {
            case ClientPlace.First:
                // An alert in place of a flight is shorter than either.
                bool isEmpty = length == EmptyCertificate + _tag;
                _client = _finished == 0 || (length <= _finished && !isEmpty) ? ClientPlace.Over : ClientPlace.Certificate;
                (_left, _last) = (isEmpty ? (byte)1 : (byte)2, (ushort)Math.Min(length, ushort.MaxValue));
                return new EncryptedHandshake(1, length);
            case ClientPlace.Certificate:
                return AddAfterCertificate(length);
            case ClientPlace.Early:
                return AddAfterEarlyData(length);
            default:
                return default;
        }
    }

    /// <summary>
    /// Certificate and CertificateVerify, and then the Finished. A client that sends its flight in one record sends data here instead.
    /// </summary>
    private EncryptedHandshake AddAfterCertificate(int length)
    {
        if (length == _finished)
        {
            _client = ClientPlace.Over;
            return new EncryptedHandshake(_pendingRecords + 1, _pendingBytes + length);
        }

        _pendingRecords++;
        _pendingBytes += length;
        bool continues = _last >= RecordHeader.MaxPlaintextLength && _full < MostFull;
        _last = (ushort)Math.Min(length, ushort.MaxValue);
        if (continues) _full++;
        else if (--_left == 0) _client = ClientPlace.Over;
        return default;
    }

    /// <summary>After early data that the server accepted comes EndOfEarlyData; after other early data, the Finished alone.</summary>
    private EncryptedHandshake AddAfterEarlyData(int length)
    {
        ushort last = _last;
        _last = (ushort)Math.Min(length, ushort.MaxValue);
        if (length == _finished)
        {
            _client = ClientPlace.Over;
            return last == EndOfEarlyData + _tag ? new EncryptedHandshake(2, last + length) : new EncryptedHandshake(1, length);
        }

        if (--_left == 0) _client = ClientPlace.Over;
        return default;
    }
}
