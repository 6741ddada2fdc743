using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TlsDissect.GoldenTests.Report;

/// <summary>A page in <see cref="Browser"/>: what a user does with it, and what it says and asks for.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _answers = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _reading;
    private int _last;

    internal BrowserPage(ClientWebSocket socket)
    {
        _socket = socket;
        _reading = Task.Run(Read);
    }

    /// <summary>Errors and warnings on the console, violations of the policy, exceptions.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>What the page asked for, itself included.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Loads a page, and waits until its script is over.</summary>
    public async Task Show(Uri file, int width)
    {
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"]) await Send($"{domain}.enable");
        await Send("Emulation.setDeviceMetricsOverride",
            new JsonObject { ["width"] = width, ["height"] = 900, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await Send("Page.navigate", new JsonObject { ["url"] = file.AbsoluteUri });
        await Until("location.href !== 'about:blank' && document.readyState === 'complete'");
    }

    /// <summary>Emulates a medium: <c>print</c>, or a dark screen.</summary>
    public Task Emulate(string medium = "", string scheme = "") => Send("Emulation.setEmulatedMedia", new JsonObject
    {
        ["media"] = medium,
        ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }),
    });

    /// <summary>Number of sheets on which the page is printed.</summary>
    public async Task<int> PrintedSheets()
    {
        JsonNode printed = await Send("Page.printToPDF");
        string pdf = Encoding.Latin1.GetString(Convert.FromBase64String(printed["data"]!.GetValue<string>()));
        return pdf.Split("/Type /Page\n").Length - 1;
    }

    /// <summary>The value of an expression, in the form of JSON.</summary>
    public async Task<T> Get<T>(string expression)
    {
        JsonNode answer = await Send("Runtime.evaluate",
            new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        Assert.True(answer["exceptionDetails"] is null, $"{expression}: {answer["exceptionDetails"]?.ToJsonString()}");
        return answer["result"]!["value"].Deserialize<T>()!;
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task Until(string expression)
    {
        try
        {
            await Get<bool>($"new Promise(done => {{ const ask = () => ({expression}) ? done(true) : setTimeout(ask, 10); ask(); }})");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"did not happen: {expression}");
        }
    }

    /// <summary>Waits until the page has drawn: its size is known in one frame, and what depends on it is drawn in the next.</summary>
    public Task Drawn() =>
        Get<object>("new Promise(done => { let n = 3; (function next() { n-- ? requestAnimationFrame(next) : done(null); })(); })");

    /// <summary>Clicks in the middle of the first element that fits.</summary>
    public async Task Click(string selector)
    {
        // Until all that was asked for is drawn, the element may move.
        await Drawn();
        JsonObject place = await Get<JsonObject>($$"""
            (() => {
              const element = document.querySelector({{JsonSerializer.Serialize(selector)}});
              element.scrollIntoView({ block: "center", behavior: "instant" });
              const box = element.getBoundingClientRect();
              return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
            })()
            """);
        foreach (string type in (string[])["mousePressed", "mouseReleased"])
        {
            await Send("Input.dispatchMouseEvent", new JsonObject
            {
                ["type"] = type,
                ["x"] = place["x"]!.DeepClone(),
                ["y"] = place["y"]!.DeepClone(),
                ["button"] = "left",
                ["clickCount"] = 1,
            });
        }
    }

    /// <summary>Presses a key where the focus is, by its name in the DOM.</summary>
    public async Task Press(string key)
    {
        int code = key switch
        {
            "Enter" => 13,
            "Escape" => 27,
            "End" => 35,
            "ArrowUp" => 38,
            "ArrowDown" => 40,
            _ => throw new ArgumentOutOfRangeException(nameof(key), key, "a key whose number is not known here"),
        };
        foreach (string type in (string[])["keyDown", "keyUp"])
        {
            await Send("Input.dispatchKeyEvent", new JsonObject
            {
                ["type"] = type,
                ["key"] = key,
                ["code"] = key,
                ["windowsVirtualKeyCode"] = code,
                ["text"] = type == "keyDown" && key == "Enter" ? "\r" : "",
            });
        }
    }

    /// <summary>Types into the element that has the focus.</summary>
    public Task Type(string text) => Send("Input.insertText", new JsonObject { ["text"] = text });

    public async ValueTask DisposeAsync()
    {
        await Send("Page.close");
        await _reading.WaitAsync(Running.Patience.Limit);
        _socket.Dispose();
    }

    private async Task<JsonNode> Send(string method, JsonObject? parameters = null)
    {
        int id = Interlocked.Increment(ref _last);
        TaskCompletionSource<JsonNode> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers[id] = answer;
        JsonObject message = new() { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, CancellationToken.None);
        return await answer.Task.WaitAsync(Running.Patience.Limit);
    }

    private async Task Read()
    {
        byte[] buffer = new byte[1 << 16];
        using MemoryStream message = new();
        while (_socket.State == WebSocketState.Open)
        {
            WebSocketReceiveResult part;
            try
            {
                part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
            }
            catch (WebSocketException)
            {
                // The tab is closed.
                return;
            }

            message.Write(buffer, 0, part.Count);
            if (!part.EndOfMessage) continue;
            if (part.MessageType == WebSocketMessageType.Text) Receive(JsonNode.Parse(message.ToArray())!);
            message.SetLength(0);
        }
    }

    private void Receive(JsonNode message)
    {
        if (message["id"] is JsonNode id)
        {
            if (_answers.TryRemove(id.GetValue<int>(), out TaskCompletionSource<JsonNode>? answer))
                answer.SetResult(message["result"] ?? message);
            return;
        }

        JsonNode? parameters = message["params"];
        switch (message["method"]?.GetValue<string>())
        {
            case "Runtime.exceptionThrown": _complaints.Enqueue(parameters!["exceptionDetails"]!.ToJsonString()); break;
            case "Runtime.consoleAPICalled": _complaints.Enqueue(parameters!["args"]!.ToJsonString()); break;
            case "Log.entryAdded": _complaints.Enqueue(parameters!["entry"]!["text"]!.GetValue<string>()); break;
            case "Network.requestWillBeSent": _requests.Enqueue(parameters!["request"]!["url"]!.GetValue<string>()); break;
        }
    }
}
