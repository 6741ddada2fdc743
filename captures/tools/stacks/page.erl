%% One page over TLS by Erlang's own TLS, both sides: escript page.erl PORT KEYS KEYLOG VERSION SUITES, VERSION as Erlang writes it, SUITES the names of OpenSSL
%% with a colon between them. In an anonymous suite the server has no certificate.
main([Port, Keys, Log, Version, Suites]) ->
    {ok, _} = application:ensure_all_started(ssl),
    Common = [{versions, [list_to_atom(Version)]}, {ciphers, string:lexemes(Suites, ":")}, {log_level, debug}, {keep_secrets, true}],
    {ok, Listener} = ssl:listen(list_to_integer(Port), [binary, {active, false}, {ip, {127, 0, 0, 1}}, {reuseaddr, true}, {certfile, Keys ++ "/server.pem"}, {keyfile, Keys ++ "/server.key"} | Common]),
    spawn_link(fun() -> serve(Listener, Keys) end),
    {ok, Socket} = ssl:connect({127, 0, 0, 1}, list_to_integer(Port), [binary, {active, false}, {verify, verify_none}, {server_name_indication, "server.example"} | Common], 5000),
    {ok, [{keylog, Lines}]} = ssl:connection_information(Socket, [keylog]),
    ok = file:write_file(Log, [[Line, "\n"] || Line <- Lines]),
    ok = ssl:send(Socket, "GET /hello.html HTTP/1.1\r\nHost: server.example\r\nUser-Agent: tlsdissect-captures\r\nConnection: close\r\n\r\n"),
    print(Socket),
    ssl:close(Socket).

serve(Listener, Keys) ->
    {ok, Accepted} = ssl:transport_accept(Listener),
    {ok, Socket} = ssl:handshake(Accepted, 5000),
    {ok, _} = ssl:recv(Socket, 0, 5000),
    {ok, Page} = file:read_file(Keys ++ "/www/hello.html"),
    ok = ssl:send(Socket, ["HTTP/1.0 200 ok\r\nContent-type: text/html\r\n\r\n", Page]),
    ssl:close(Socket).

print(Socket) ->
    case ssl:recv(Socket, 0, 5000) of
        {ok, Data} -> io:put_chars(Data), print(Socket);
        {error, _} -> ok
    end.
