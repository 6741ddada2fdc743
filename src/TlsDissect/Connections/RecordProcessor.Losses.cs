using TlsDissect.Handshakes;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Connections;

/// <content>Records that are not decrypted or are truncated, and bytes that are lost or skipped.</content>
internal sealed partial class RecordProcessor
{
    /// <summary>
    /// Handles a record that does not authenticate. It is not shown. The next record is tried with the next sequence number as well as with
    /// this one.
    /// </summary>
    private void OnUndecrypted(Direction direction, in TlsRecord record)
    {
        direction.AddLost(LostRecords.Undecrypted(record));
        CountOpaque(direction, record.Header, record.Position);
        report.OnGap(direction.Sender, 0, record.Position);
    }

    /// <summary>Counts a record of a direction that no key decrypts so far. A later key continues after it.</summary>
    public void CountSkipped(Direction direction, in RecordHeader header, in StreamPosition position)
    {
        if (direction.Handshake is not null) direction.AddLost(LostRecords.Skipped(header));
        CountOpaque(direction, header, position);
    }

    private void CountOpaque(Direction direction, in RecordHeader header, in StreamPosition position)
    {
        direction.Undecrypted++;
        if (header.Type == ContentType.ApplicationData)
        {
            direction.MarkProtected();
            report.OnOpaqueData(direction.Sender, header.Length, position);
            Handshakes.OnOpaqueData(direction, position);
        }
        else if (header.Type is ContentType.Handshake or ContentType.ChangeCipherSpec)
        {
            Handshakes.OnOpaqueHandshake(direction, header, position);
        }
        else if (header.Type == ContentType.Alert)
        {
            report.OnOpaqueAlert(direction.Sender, position);
        }
    }

    /// <summary>Handles a truncated record: handshake messages in the clear are read as far as they go.</summary>
    public void OnTruncated(Direction direction, in RecordHeader header, ReadOnlySpan<byte> fragment, in StreamPosition position)
    {
        if (header.Type != ContentType.Handshake) return;
        if (IsPlain(direction, header) || Handshakes.RefutesKeyChange(direction, new TlsRecord(header, fragment, position)))
            Handshakes.OnFragment(new Arrival(direction, position, IsProtected: false), fragment);
    }

    /// <summary>
    /// Handles lost bytes or records of a direction: a partial message is listed as truncated, and sequence numbers have moved on.
    /// </summary>
    public void OnLost(Direction direction, in LostRecords lost, in StreamPosition position)
    {
        if (lost.SkippedBytes > 0)
        {
            report.OnSkippedBytes(direction, lost.SkippedBytes, position);
            return;
        }

        direction.AddLost(lost);
        if (lost.IsPlace) return;
        report.OnLost(direction.Sender);
        Handshakes.OnTruncated(direction);
        if (Handshakes.Current is { IsComplete: false } handshake) handshake.IsDamaged = true;
        // The number of skipped bytes is reported when the next record is found.
        if (!lost.IsFraming) report.OnGap(direction.Sender, lost.MissingBytes, position);
    }
}
